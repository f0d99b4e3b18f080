package pipeline.lake.s3;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pipeline.lake.store.LakeException.LakeErrorKind;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * The sources of credentials in the SDK's order. If all fail, the failure is that of the first
 * source that the settings name. The SDK's own chain would report all of them in one sentence.
 */
final class CredentialsChain implements AwsCredentialsProvider {
  private static final int MAX_REASON_LENGTH = 400;

  private final List<CredentialsSource> sources;
  private @Nullable CredentialsSource used;

  CredentialsChain(List<CredentialsSource> sources) {
    this.sources = List.copyOf(sources);
  }

  /**
   * A source of credentials.
   *
   * @param name to follow "credentials of"; empty if the settings do not name this source, so that
   *     its failure is not reported
   * @param remedy an imperative
   */
  record CredentialsSource(Optional<String> name, AwsCredentialsProvider provider, String remedy) {}

  /**
   * The failure of a source. It is the cause of an SdkClientException, because the SDK accepts only
   * its own exceptions from a provider.
   */
  static final class CredentialsException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient S3ErrorExplanation explanation;

    CredentialsException(S3ErrorExplanation explanation, Throwable cause) {
      super(explanation.problem(), cause);
      this.explanation = explanation;
    }

    S3ErrorExplanation explanation() {
      return explanation;
    }
  }

  @Override
  public synchronized AwsCredentials resolveCredentials() {
    if (used != null) {
      return resolve(used);
    }
    RuntimeException first = null;
    for (CredentialsSource source : sources) {
      try {
        AwsCredentials credentials = resolve(source);
        used = source;
        return credentials;
      } catch (AbortedException interrupted) {
        throw interrupted;
      } catch (SdkClientException failed) {
        first = first == null && source.name().isPresent() ? failed : first;
      }
    }
    throw first == null ? SdkClientException.create("Unable to load credentials") : first;
  }

  private static AwsCredentials resolve(CredentialsSource source) {
    try {
      return source.provider().resolveCredentials();
    } catch (AbortedException interrupted) {
      throw interrupted;
    } catch (RuntimeException failed) {
      // Not only SDK exceptions: an unreadable file is an UncheckedIOException.
      S3ErrorExplanation explanation = explain(source, failed);
      throw SdkClientException.create(
          explanation.problem(), new CredentialsException(explanation, failed));
    }
  }

  private static S3ErrorExplanation explain(CredentialsSource source, RuntimeException failed) {
    String of = "no credentials of " + source.name().orElse("this machine") + ": ";
    if (failed instanceof AwsServiceException response && isTransient(response)) {
      return S3ErrorExplanation.unreachable(of + reason(failed), "rerun later");
    }
    boolean hasResponse = failed instanceof AwsServiceException;
    if (!hasResponse && failed instanceof SdkException unanswered && isOfNetwork(failed)) {
      S3ErrorExplanation network = S3ErrorTranslator.connectionFailure(unanswered);
      return new S3ErrorExplanation(
          network.kind(),
          of + network.problem(),
          network.kind() == LakeErrorKind.UNREACHABLE
              ? "check the network, HTTPS_PROXY and NO_PROXY, then rerun"
              : network.remedy());
    }
    return S3ErrorExplanation.denied(of + reason(failed), source.remedy());
  }

  private static boolean isTransient(AwsServiceException response) {
    return response.statusCode() >= 500
        || response.isThrottlingException()
        || S3ErrorClassifier.code(response).equals("IDPCommunicationError");
  }

  private static boolean isOfNetwork(Throwable failed) {
    for (Throwable one = failed; one != null; one = one.getCause()) {
      if (one instanceof IOException && !(one instanceof FileSystemException)) {
        return !String.valueOf(one.getMessage()).contains("Cannot run program");
      }
    }
    return false;
  }

  /** Returns the message, followed by those of its causes that it does not contain. */
  private static String reason(Throwable failed) {
    String reason = String.valueOf(failed.getMessage());
    for (Throwable one = failed.getCause(); one != null; one = one.getCause()) {
      String more = String.valueOf(one.getMessage());
      if (!reason.contains(more)) {
        reason += " (" + more + ")";
      }
    }
    // The message quotes an invalid header, which contains a token.
    String line =
        reason
            .replaceAll("(?s)(header value).*", "$1")
            .strip()
            .replaceAll("\\s+", " ")
            .replaceFirst("[.;]$", "");
    return line.length() > MAX_REASON_LENGTH ? line.substring(0, MAX_REASON_LENGTH) + "…" : line;
  }
}
