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
 * An interceptor that detects truncated responses and makes the SDK retry their requests. The HTTP
 * client accepts truncated headers without an exception. Without this interceptor, a list response
 * with truncated headers would pass as an empty list.
 */
final class TruncatedResponseInterceptor implements ExecutionInterceptor {
  /**
   * Rejects truncated headers. Complete headers show where the body ends: they have the body's
   * length or transfer encoding, or announce that the connection closes after the body.
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
   * Reads the first byte of the body. If this read fails, throws an exception after which the SDK
   * retries the request. The SDK (2.59.1) does not retry after the original exception.
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

  /**
   * Rejects an empty body in the response to a list request. A complete response has the element
   * {@code IsTruncated} even if it has no entries.
   */
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
