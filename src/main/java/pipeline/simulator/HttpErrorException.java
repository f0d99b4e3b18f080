package pipeline.simulator;

/** What cannot be answered, with the answer that says so. */
final class HttpErrorException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;

  HttpErrorException(int status, String message) {
    super(message, null, false, false);
    this.status = status;
  }

  static HttpErrorException badRequest(String message) {
    return new HttpErrorException(400, message);
  }

  static HttpErrorException forbidden() {
    return new HttpErrorException(403, "Forbidden");
  }

  static HttpErrorException notFound() {
    return new HttpErrorException(404, "Resource not found");
  }

  SimResponse reply() {
    SimResponse reply = SimResponse.error(status, String.valueOf(getMessage()));
    return status == 405 ? reply.with("Allow", "GET") : reply;
  }
}
