package pipeline.lake.s3;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Optional;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.Abortable;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.utils.IoUtils;

/**
 * An interceptor that makes the SDK retry responses that are truncated without an exception. The
 * HTTP client accepts truncated headers. Without this check, a list with truncated headers would be
 * empty.
 */
final class TruncatedResponseInterceptor implements ExecutionInterceptor {
  /**
   * Rejects truncated headers. Complete headers show where the body ends: by its length, its
   * encoding, or the end of the connection.
   */
  @Override
  public void afterTransmission(Context.AfterTransmission context, ExecutionAttributes unused) {
    SdkHttpResponse head = context.httpResponse();
    boolean isComplete =
        head.statusCode() == 204
            || head.firstMatchingHeader("Content-Length").isPresent()
            || head.firstMatchingHeader("Transfer-Encoding").isPresent()
            || head.firstMatchingHeader("Connection").filter("close"::equalsIgnoreCase).isPresent();
    if (!isComplete) {
      context.responseBody().ifPresent(TruncatedResponseInterceptor::release);
      throw RetryableException.create("the headers of the response were truncated");
    }
  }

  /** Releases the connection of a response. */
  private static void release(InputStream body) {
    if (body instanceof Abortable running) {
      running.abort();
    }
    IoUtils.closeQuietlyV2(body, null);
  }

  /**
   * Reads the first byte. If this read fails, throws an exception that the SDK retries. The SDK
   * (2.59.1) does not retry the original exception.
   */
  @Override
  public Optional<InputStream> modifyHttpResponseContent(
      Context.ModifyHttpResponse context, ExecutionAttributes unused) {
    return context.responseBody().map(TruncatedResponseInterceptor::readFirst);
  }

  private static InputStream readFirst(InputStream body) {
    PushbackInputStream complete = new PushbackInputStream(body);
    try {
      int first = body.read();
      if (first >= 0) {
        complete.unread(first);
      }
      return complete;
    } catch (IOException cut) {
      release(body);
      throw RetryableException.create("truncated response: " + cut.getMessage(), cut);
    }
  }

  /** Rejects an empty body. Even a list without entries has the element IsTruncated. */
  @Override
  public void afterUnmarshalling(Context.AfterUnmarshalling context, ExecutionAttributes unused) {
    boolean isList = true;
    if (context.response() instanceof ListObjectsV2Response page) {
      isList = page.isTruncated() != null || page.hasContents() || page.hasCommonPrefixes();
    } else if (context.response() instanceof ListMultipartUploadsResponse page) {
      isList = page.isTruncated() != null || page.hasUploads();
    }
    if (!isList) {
      throw RetryableException.create("the response is not a list");
    }
  }
}
