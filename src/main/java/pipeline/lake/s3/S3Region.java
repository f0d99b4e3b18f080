package pipeline.lake.s3;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;

/** Finds the region in an error response. */
final class S3Region {
  private static final Pattern IN_XML = Pattern.compile("<Region>([A-Za-z0-9-]{1,40})</Region>");
  private static final Pattern ENDPOINT = Pattern.compile("<Endpoint>([^<]{1,200})</Endpoint>");
  private static final Pattern IN_WORDS =
      Pattern.compile("expect(?:ing|ed)[: ]+'?([A-Za-z0-9-]{1,40})\\b");
  private static final Pattern IN_HOST = Pattern.compile("\\bs3[.-]([a-z0-9-]+)\\.amazonaws\\.com");

  private S3Region() {}

  /**
   * Returns the region that the message of an error requires. A header or an element may name the
   * region although it is correct, as with MinIO.
   */
  static Optional<String> askedForBy(AwsServiceException answer) {
    return first(IN_WORDS, xml(answer));
  }

  /** Returns the region by header, XML, message, or host of a redirect. */
  static Optional<String> namedBy(AwsServiceException answer) {
    String xml = xml(answer);
    return Stream.of(
            first(IN_XML, xml),
            askedForBy(answer),
            header(answer, "x-amz-bucket-region"),
            first(ENDPOINT, xml).flatMap(host -> first(IN_HOST, host)),
            header(answer, "Location").flatMap(host -> first(IN_HOST, host)))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** Returns the scheme, host and port of a redirect; the rest may contain a signature. */
  static Optional<String> addressOf(AwsServiceException answer) {
    return header(answer, "Location")
        .flatMap(S3Region::address)
        .or(() -> first(ENDPOINT, xml(answer)));
  }

  private static Optional<String> address(String location) {
    return first(Pattern.compile("^(https?://[^/?#@]+)"), location);
  }

  /**
   * Returns whether the address of the server contains the bucket, so that requests contain it
   * twice.
   */
  static boolean hasBucket(URI endpoint, String bucket) {
    String host = String.valueOf(endpoint.getHost());
    String path = String.valueOf(endpoint.getPath()).replaceAll("/+$", "");
    return host.startsWith(bucket + ".") || path.endsWith("/" + bucket);
  }

  private static Optional<String> first(Pattern pattern, String text) {
    Matcher found = pattern.matcher(text);
    return found.find() ? Optional.of(found.group(1)) : Optional.empty();
  }

  private static Optional<AwsErrorDetails> details(AwsServiceException answer) {
    return Optional.ofNullable(answer.awsErrorDetails());
  }

  private static Optional<String> header(AwsServiceException answer, String name) {
    return details(answer)
        .map(AwsErrorDetails::sdkHttpResponse)
        .flatMap(response -> response.firstMatchingHeader(name));
  }

  private static String xml(AwsServiceException answer) {
    return details(answer)
        .map(AwsErrorDetails::rawResponse)
        .map(SdkBytes::asByteArray)
        .map(bytes -> new String(bytes, java.nio.charset.StandardCharsets.UTF_8))
        .orElse("");
  }
}
