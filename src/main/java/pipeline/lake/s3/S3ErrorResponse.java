package pipeline.lake.s3;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;

/** Parses the region and the address that an error response requires. */
final class S3Region {
  private static final Pattern IN_XML = Pattern.compile("<Region>([A-Za-z0-9-]{1,40})</Region>");
  private static final Pattern ENDPOINT = Pattern.compile("<Endpoint>([^<]{1,200})</Endpoint>");
  private static final Pattern IN_MESSAGE =
      Pattern.compile("expect(?:ing|ed)[: ]+'?([A-Za-z0-9-]{1,40})\\b");
  private static final Pattern IN_HOST = Pattern.compile("\\bs3[.-]([a-z0-9-]+)\\.amazonaws\\.com");

  private S3Region() {}

  /**
   * Returns the region that the message requires. Only the message shows that the region is wrong:
   * MinIO names its region in every error response.
   */
  static Optional<String> requestedBy(AwsServiceException response) {
    return first(IN_MESSAGE, xml(response));
  }

  /** Returns the region in the XML, the message, a header, or the address of a redirect. */
  static Optional<String> namedBy(AwsServiceException response) {
    String xml = xml(response);
    return Stream.of(
            first(IN_XML, xml),
            requestedBy(response),
            header(response, "x-amz-bucket-region"),
            first(ENDPOINT, xml).flatMap(host -> first(IN_HOST, host)),
            header(response, "Location").flatMap(host -> first(IN_HOST, host)))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** Returns scheme, host and port of a redirect, without the rest, which may hold a signature. */
  static Optional<String> addressOf(AwsServiceException response) {
    return header(response, "Location")
        .flatMap(S3Region::address)
        .or(() -> first(ENDPOINT, xml(response)));
  }

  private static Optional<String> address(String location) {
    return first(Pattern.compile("^(https?://[^/?#@]+)"), location);
  }

  /** Returns whether the address of a server contains the bucket, so that requests repeat it. */
  static boolean hasBucket(URI endpoint, String bucket) {
    String host = String.valueOf(endpoint.getHost());
    String path = String.valueOf(endpoint.getPath()).replaceAll("/+$", "");
    return host.startsWith(bucket + ".") || path.endsWith("/" + bucket);
  }

  private static Optional<String> first(Pattern pattern, String text) {
    Matcher found = pattern.matcher(text);
    return found.find() ? Optional.of(found.group(1)) : Optional.empty();
  }

  private static Optional<AwsErrorDetails> details(AwsServiceException response) {
    return Optional.ofNullable(response.awsErrorDetails());
  }

  private static Optional<String> header(AwsServiceException response, String name) {
    return details(response)
        .map(AwsErrorDetails::sdkHttpResponse)
        .flatMap(http -> http.firstMatchingHeader(name));
  }

  private static String xml(AwsServiceException response) {
    return details(response)
        .map(AwsErrorDetails::rawResponse)
        .map(SdkBytes::asByteArray)
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
        .orElse("");
  }
}
