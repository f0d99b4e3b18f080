package pipeline.lake.s3;

import java.util.Locale;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpResponse;

/** Refuses a web page as the answer to a list: consoles give one to every request. */
final class WebPageInterceptor implements ExecutionInterceptor {
  static final String MESSAGE = "a web page answers";

  @Override
  public void afterTransmission(Context.AfterTransmission answer, ExecutionAttributes unused) {
    if (isPage(answer.httpResponse()) && isList(answer.httpRequest().rawQueryParameters())) {
      throw SdkClientException.create(MESSAGE);
    }
  }

  private static boolean isPage(SdkHttpResponse answer) {
    return answer.isSuccessful()
        && answer
            .firstMatchingHeader("Content-Type")
            .filter(type -> type.toLowerCase(Locale.ROOT).startsWith("text/html"))
            .isPresent();
  }

  private static boolean isList(Map<String, ?> query) {
    return query.containsKey("list-type") || query.containsKey("uploads");
  }
}
