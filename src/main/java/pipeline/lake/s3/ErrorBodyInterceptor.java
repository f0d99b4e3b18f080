package pipeline.lake.s3;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Adds the body of an error response to its exception: the SDK drops that of a list (2.56.0). */
final class ErrorBodyInterceptor implements ExecutionInterceptor {
  private static final int LIMIT = 64 << 10;
  private static final ExecutionAttribute<SdkBytes> BODY =
      new ExecutionAttribute<>("PipelineErrorBody");

  @Override
  public Optional<InputStream> modifyHttpResponseContent(
      Context.ModifyHttpResponse response, ExecutionAttributes execution) {
    return response.httpResponse().isSuccessful()
        ? response.responseBody()
        : response.responseBody().map(body -> copy(body, execution));
  }

  private static InputStream copy(InputStream body, ExecutionAttributes execution) {
    try (body) {
      byte[] bytes = body.readNBytes(LIMIT);
      execution.putAttribute(BODY, SdkBytes.fromByteArrayUnsafe(bytes));
      return new ByteArrayInputStream(bytes);
    } catch (IOException cut) {
      throw RetryableException.create("truncated response: " + cut.getMessage(), cut);
    }
  }

  @Override
  public Throwable modifyException(Context.FailedExecution failed, ExecutionAttributes execution) {
    SdkBytes body = execution.getAttribute(BODY);
    return body != null
            && failed.exception() instanceof AwsServiceException response
            && response.awsErrorDetails() != null
        ? withBody(response, body)
        : failed.exception();
  }

  private static AwsServiceException withBody(AwsServiceException response, SdkBytes body) {
    AwsErrorDetails details = response.awsErrorDetails().toBuilder().rawResponse(body).build();
    return response.toBuilder().awsErrorDetails(details).build();
  }
}
