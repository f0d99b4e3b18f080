package pipeline.lake.s3;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * An error response of S3 or of another AWS service. The response can contain the correct region
 * and the correct address.
 */
record S3ErrorResponse(AwsServiceException exception) {
  private static final Pattern REGION = Pattern.compile("<Region>([A-Za-z0-9-]{1,40})</Region>");
  private static final Pattern ENDPOINT = Pattern.compile("<Endpoint>([^<]{1,200})</Endpoint>");
  private static final Pattern REGION_IN_MESSAGE =
      Pattern.compile("expect(?:ing|ed)[: ]+'?([A-Za-z0-9-]{1,40})\\b");
  private static final Pattern REGION_IN_HOST =
      Pattern.compile("\\bs3[.-]([a-z0-9-]+)\\.amazonaws\\.com");
  private static final Pattern ADDRESS = Pattern.compile("^(https?://[^/?#@]+)");

  int status() {
    return exception.statusCode();
  }

  /** Returns the error code; empty if there is none. */
  String code() {
    return details().map(AwsErrorDetails::errorCode).orElse("");
  }

  /** Returns the status, the code and the message. */
  String text() {
    return (status() + " " + code()).strip()
        + details()
            .map(AwsErrorDetails::errorMessage)
            .filter(message -> !message.isBlank())
            .map(message -> " (" + message + ")")
            .orElse("");
  }

  /**
   * Returns whether the response has an error code or a header that begins with {@code x-amz-}, and
   * therefore comes from the server. A proxy sends neither.
   */
  boolean isFromServer() {
    return !code().isEmpty()
        || http()
            .filter(http -> http.anyMatchingHeader(name -> name.matches("(?i)x-amz-.*")))
            .isPresent();
  }

  /**
   * Returns the region that the error message names as expected; empty if the message names no
   * region. A region in another part of the response does not show that the request used a wrong
   * region. For example, MinIO sends its region in every error response.
   */
  Optional<String> requiredRegion() {
    return first(REGION_IN_MESSAGE, xml());
  }

  /**
   * Returns the region from the XML, the message, a header, or the address of a redirect; empty if
   * none of them has a region.
   */
  Optional<String> region() {
    return Stream.of(
            first(REGION, xml()),
            requiredRegion(),
            header("x-amz-bucket-region"),
            first(ENDPOINT, xml()).flatMap(host -> first(REGION_IN_HOST, host)),
            header("Location").flatMap(host -> first(REGION_IN_HOST, host)))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /**
   * Returns the address of a redirect, without its path and query because they can contain a
   * signature; empty if there is no redirect.
   */
  Optional<String> address() {
    return header("Location")
        .flatMap(location -> first(ADDRESS, location))
        .or(() -> first(ENDPOINT, xml()));
  }

  private static Optional<String> first(Pattern pattern, String text) {
    Matcher found = pattern.matcher(text);
    return found.find() ? Optional.of(found.group(1)) : Optional.empty();
  }

  private Optional<AwsErrorDetails> details() {
    return Optional.ofNullable(exception.awsErrorDetails());
  }

  private Optional<SdkHttpResponse> http() {
    return details().map(AwsErrorDetails::sdkHttpResponse);
  }

  private Optional<String> header(String name) {
    return http().flatMap(http -> http.firstMatchingHeader(name));
  }

  private String xml() {
    return details()
        .map(AwsErrorDetails::rawResponse)
        .map(SdkBytes::asByteArray)
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
        .orElse("");
  }
}
