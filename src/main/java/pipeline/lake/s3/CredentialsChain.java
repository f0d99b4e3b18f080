package pipeline.lake.s3;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pipeline.lake.s3.S3ErrorTranslator.S3ErrorExplanation;
import pipeline.lake.store.LakeException.LakeErrorKind;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * The sources of credentials in the SDK's order. If none has any, the failure is that of the first
 * source that the settings name; the SDK's own chain lists all failures in one sentence.
 */
final class CredentialsChain implements AwsCredentialsProvider {
  private static final int LONGEST_REASON = 400;

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
   * @param remedy an imperative sentence
   */
  record CredentialsSource(Optional<String> name, AwsCredentialsProvider provider, String remedy) {}

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
      // The SDK throws other types too: an unreadable file is an UncheckedIOException.
      S3ErrorExplanation verdict = verdict(source, failed);
      throw SdkClientException.create(verdict.problem(), new CredentialsException(verdict, failed));
    }
  }

  private static S3ErrorExplanation verdict(CredentialsSource source, RuntimeException failed) {
    String of = "no credentials of " + source.name().orElse("this machine") + ": ";
    if (failed instanceof AwsServiceException answer) {
      boolean passes =
          answer.statusCode() >= 500
              || answer.isThrottlingException()
              || S3ErrorClassifier.code(answer).equals("IDPCommunicationError");
      return passes
          ? new S3ErrorExplanation(LakeErrorKind.UNREACHABLE, of + reason(failed), "rerun later")
          : new S3ErrorExplanation(LakeErrorKind.DENIED, of + reason(failed), source.remedy());
    }
    if (failed instanceof SdkException unanswered && isOfNetwork(failed)) {
      S3ErrorExplanation network = S3ErrorTranslator.connectionFailure(unanswered);
      return new S3ErrorExplanation(
          network.kind(),
          of + network.problem(),
          network.kind() == LakeErrorKind.UNREACHABLE
              ? "check the network, HTTPS_PROXY and NO_PROXY, then rerun"
              : network.remedy());
    }
    return new S3ErrorExplanation(LakeErrorKind.DENIED, of + reason(failed), source.remedy());
  }

  private static boolean isOfNetwork(Throwable failed) {
    for (Throwable one = failed; one != null; one = one.getCause()) {
      if (one instanceof IOException && !(one instanceof FileSystemException)) {
        return !String.valueOf(one.getMessage()).contains("Cannot run program");
      }
    }
    return false;
  }

  /** Returns the SDK's message, with the message of the root cause if that differs. */
  private static String reason(Throwable failed) {
    String reason = String.valueOf(failed.getMessage());
    for (Throwable one = failed.getCause(); one != null; one = one.getCause()) {
      String more = String.valueOf(one.getMessage());
      if (!reason.contains(more)) {
        reason += " (" + more + ")";
      }
    }
    // The SDK quotes an invalid header, which contains a token.
    String line =
        reason
            .replaceAll("(?s)(header value).*", "$1")
            .strip()
            .replaceAll("\\s+", " ")
            .replaceFirst("[.;]$", "");
    return line.length() > LONGEST_REASON ? line.substring(0, LONGEST_REASON) + "…" : line;
  }
}
