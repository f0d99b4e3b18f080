package pipeline.lake.s3;

import java.io.IOException;
import java.nio.file.FileSystemException;
import pipeline.lake.store.LakeException.LakeErrorKind;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * A source of credentials. If it fails, the exception names the source and the remedy.
 *
 * @param name the name of the source, which follows "no credentials from" in the message
 * @param remedy the action that the message recommends, as an imperative
 */
record NamedCredentialsProvider(String name, AwsCredentialsProvider provider, String remedy)
    implements AwsCredentialsProvider {
  private static final int MAX_REASON_LENGTH = 400;

  @Override
  public AwsCredentials resolveCredentials() {
    try {
      return provider.resolveCredentials();
    } catch (AbortedException interrupted) {
      throw interrupted;
    } catch (RuntimeException failed) {
      // All exceptions are explained, not only those of the SDK. For example, an unreadable file
      // causes an UncheckedIOException.
      throw explain(failed).exception(failed);
    }
  }

  private S3ErrorExplanation explain(RuntimeException failed) {
    String problem = "no credentials from " + name + ": ";
    if (failed instanceof AwsServiceException response) {
      return isTransient(response)
          ? S3ErrorExplanation.unreachable(problem + reason(failed), "rerun later")
          : S3ErrorExplanation.denied(problem + reason(failed), remedy);
    }
    if (failed instanceof SdkException unanswered && isOfNetwork(failed)) {
      S3ErrorExplanation network = S3ErrorTranslator.connectionFailure(unanswered);
      return new S3ErrorExplanation(
          network.kind(),
          problem + network.problem(),
          network.kind() == LakeErrorKind.UNREACHABLE
              ? "check the network, HTTPS_PROXY and NO_PROXY, then rerun"
              : network.remedy());
    }
    return S3ErrorExplanation.denied(problem + reason(failed), remedy);
  }

  private static boolean isTransient(AwsServiceException response) {
    return response.statusCode() >= 500
        || response.isThrottlingException()
        || new S3ErrorResponse(response).code().equals("IDPCommunicationError");
  }

  private static boolean isOfNetwork(Throwable failed) {
    for (Throwable one = failed; one != null; one = one.getCause()) {
      if (one instanceof IOException && !(one instanceof FileSystemException)) {
        return !String.valueOf(one.getMessage()).contains("Cannot run program");
      }
    }
    return false;
  }

  /**
   * Returns the message of a failure, followed by the messages of its causes. Omits a message that
   * is part of an earlier message.
   */
  private static String reason(Throwable failed) {
    String reason = String.valueOf(failed.getMessage());
    for (Throwable one = failed.getCause(); one != null; one = one.getCause()) {
      String more = String.valueOf(one.getMessage());
      if (!reason.contains(more)) {
        reason += " (" + more + ")";
      }
    }
    // If a header is invalid, the message quotes the header's value. The value is removed because
    // it can be a token.
    String line =
        reason
            .replaceAll("(?s)(header value).*", "$1")
            .strip()
            .replaceAll("\\s+", " ")
            .replaceFirst("[.;]$", "");
    return line.length() > MAX_REASON_LENGTH ? line.substring(0, MAX_REASON_LENGTH) + "…" : line;
  }
}
