package pipeline.lake.s3;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pipeline.tls.HttpDate;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * An interceptor that records the server's time. For error messages, it also records the body of an
 * error response, and whether the server has accepted the credentials. The SDK (2.59.1) itself
 * drops the body of an error response to a list request. The interceptor also rejects a web page in
 * response to a list request, because the web console of a server answers every request with a web
 * page.
 */
final class ResponseInterceptor implements ExecutionInterceptor {
  private static final S3ErrorExplanation WEB_PAGE =
      S3ErrorExplanation.configuration(
          "no S3 server at this address: the response is a web page",
          "check the host and port in AWS_ENDPOINT_URL_S3: the web console of a server and its S3"
              + " API have different ports");

  /**
   * The error statuses that a server returns only after it has accepted the credentials. These
   * statuses mean that the object does not exist (404), or does not match the condition (412) or
   * the range (416) of the request.
   */
  private static final Set<Integer> AFTER_AUTHORIZATION = Set.of(404, 412, 416);

  private static final int MAX_ERROR_SIZE = 64 << 10;
  private static final ExecutionAttribute<SdkBytes> ERROR_BODY =
      new ExecutionAttribute<>("PipelineErrorBody");

  private volatile @Nullable Instant lastDate;
  private volatile boolean hasAcceptedCredentials;

  /**
   * Returns the server's time from the last response that had a time, even if it was an error
   * response; empty if no response had a time.
   */
  Optional<Instant> lastDate() {
    return Optional.ofNullable(lastDate);
  }

  /** Returns whether the server has accepted the credentials of at least one request. */
  boolean hasAcceptedCredentials() {
    return hasAcceptedCredentials;
  }

  @Override
  public void afterTransmission(Context.AfterTransmission context, ExecutionAttributes unused) {
    SdkHttpResponse response = context.httpResponse();
    response
        .firstMatchingHeader("Date")
        .flatMap(HttpDate::parse)
        .ifPresent(date -> lastDate = date);
    hasAcceptedCredentials |=
        response.isSuccessful() || AFTER_AUTHORIZATION.contains(response.statusCode());
    if (isPage(response) && isList(context.httpRequest().rawQueryParameters())) {
      throw WEB_PAGE.exception(null);
    }
  }

  private static boolean isPage(SdkHttpResponse response) {
    return response.isSuccessful()
        && response
            .firstMatchingHeader("Content-Type")
            .filter(type -> type.toLowerCase(Locale.ROOT).startsWith("text/html"))
            .isPresent();
  }

  private static boolean isList(Map<String, ?> query) {
    return query.containsKey("list-type") || query.containsKey("uploads");
  }

  @Override
  public Optional<InputStream> modifyHttpResponseContent(
      Context.ModifyHttpResponse response, ExecutionAttributes execution) {
    return response.httpResponse().isSuccessful()
        ? response.responseBody()
        : response.responseBody().map(body -> record(body, execution));
  }

  private static InputStream record(InputStream body, ExecutionAttributes execution) {
    try (body) {
      byte[] bytes = body.readNBytes(MAX_ERROR_SIZE);
      execution.putAttribute(ERROR_BODY, SdkBytes.fromByteArrayUnsafe(bytes));
      return new ByteArrayInputStream(bytes);
    } catch (IOException cut) {
      throw RetryableException.create("truncated response: " + cut.getMessage(), cut);
    }
  }

  @Override
  public Throwable modifyException(Context.FailedExecution failed, ExecutionAttributes execution) {
    SdkBytes body = execution.getAttribute(ERROR_BODY);
    if (body != null
        && failed.exception() instanceof AwsServiceException response
        && response.awsErrorDetails() != null) {
      AwsErrorDetails details = response.awsErrorDetails().toBuilder().rawResponse(body).build();
      return response.toBuilder().awsErrorDetails(details).build();
    }
    return failed.exception();
  }
}
