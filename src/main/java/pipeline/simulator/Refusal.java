package pipeline.simulator;

/** What cannot be answered, with the answer that says so. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;

  Refusal(int status, String message) {
    super(message, null, false, false);
    this.status = status;
  }

  static Refusal badRequest(String message) {
    return new Refusal(400, message);
  }

  static Refusal forbidden() {
    return new Refusal(403, "Forbidden");
  }

  static Refusal notFound() {
    return new Refusal(404, "Resource not found");
  }

  Reply reply() {
    Reply reply = Reply.error(status, String.valueOf(getMessage()));
    return status == 405 ? reply.with("Allow", "GET") : reply;
  }
}
