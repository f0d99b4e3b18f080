package pipeline.simulator.http;

/** A failure of a request, which the API answers with an error response. */
public final class HttpErrorException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;

  public HttpErrorException(int status, String message) {
    super(message, null, false, false);
    this.status = status;
  }

  public static HttpErrorException badRequest(String message) {
    return new HttpErrorException(400, message);
  }

  public static HttpErrorException forbidden() {
    return new HttpErrorException(403, "Forbidden");
  }

  public static HttpErrorException notFound() {
    return new HttpErrorException(404, "Resource not found");
  }

  public SimResponse toResponse() {
    SimResponse response = SimResponse.error(status, String.valueOf(getMessage()));
    return status == 405 ? response.withHeader("Allow", "GET") : response;
  }
}
