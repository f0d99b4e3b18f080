package pipeline.simulator.http;

/** The failure of a request. The API answers such a request with an error response. */
public final class HttpErrorException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;
  private final String allowedMethods;

  public HttpErrorException(int status, String message) {
    this(status, message, "");
  }

  private HttpErrorException(int status, String message, String allowedMethods) {
    super(message, null, false, false);
    this.status = status;
    this.allowedMethods = allowedMethods;
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

  /** Returns the failure of a request with another method than the allowed ones. */
  public static HttpErrorException methodNotAllowed(String allowedMethods) {
    return new HttpErrorException(405, "Method not allowed", allowedMethods);
  }

  public SimResponse toResponse() {
    SimResponse response = SimResponse.error(status, String.valueOf(getMessage()));
    return allowedMethods.isEmpty() ? response : response.withHeader("Allow", allowedMethods);
  }
}
