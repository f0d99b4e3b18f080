package pipeline.cli.result;

import java.nio.file.InvalidPathException;
import java.util.Optional;
import pipeline.cli.settings.ConfigurationException;
import pipeline.cli.settings.LocaleCheck;
import pipeline.lake.store.LakeException;
import pipeline.spotify.api.SpotifyException;
import pipeline.tables.stage.StageException;

/**
 * The table that maps exceptions to exit codes and messages. {@code CommandLineApp} handles errors
 * in the command line.
 */
public final class ExitCodeMapper {
  private ExitCodeMapper() {}

  public static FailureInfo toFailure(Throwable thrown) {
    if (thrown instanceof UsageException usage) {
      return new FailureInfo(ExitCode.USAGE, message(usage));
    }
    if (thrown instanceof ConfigurationException configuration) {
      return new FailureInfo(ExitCode.CONFIGURATION, message(configuration));
    }
    if (thrown instanceof CommandException known) {
      return known.toFailure();
    }
    Optional<InvalidPathException> refused = LocaleCheck.refusedPath(thrown);
    if (refused.isPresent()) {
      return new FailureInfo(ExitCode.CONFIGURATION, LocaleCheck.message(refused.get()));
    }
    if (thrown instanceof StageException stage) {
      boolean ofAudit = stage.reason() == StageException.StageFailureReason.AUDIT_FAILED;
      return new FailureInfo(code(stage.reason()), message(stage), null, ofAudit);
    }
    if (thrown instanceof SpotifyException spotify) {
      return new FailureInfo(code(spotify), message(spotify), spotify.retryAt().orElse(null));
    }
    if (thrown instanceof LakeException lake) {
      return new FailureInfo(code(lake.kind()), message(lake));
    }
    return new FailureInfo(
        ExitCode.BUG, "bug in the pipeline, please report it with the stack trace: " + thrown);
  }

  private static ExitCode code(StageException.StageFailureReason reason) {
    return switch (reason) {
      case USAGE -> ExitCode.USAGE;
      case AUDIT_FAILED, TOO_MANY_REJECTS, SCHEMA_CHANGED -> ExitCode.AUDIT;
      case INPUT_MISSING, INPUT_OUTDATED, HISTORY_UNAVAILABLE -> ExitCode.INPUT;
      case EMPTY_LISTING, INCOMPLETE -> ExitCode.UNAVAILABLE;
    };
  }

  private static ExitCode code(SpotifyException failure) {
    return switch (failure.kind()) {
      case UNREACHABLE, INCOMPLETE -> ExitCode.UNAVAILABLE;
      case RATE_LIMITED -> ExitCode.RATE_LIMITED;
      case BAD_CREDENTIALS, FORBIDDEN, CLOSED, ACCOUNT -> ExitCode.REFUSED;
      case PROTOCOL -> ExitCode.PROTOCOL;
      case CONFIGURATION -> ExitCode.CONFIGURATION;
      case INTERRUPTED -> ExitCode.TERMINATED;
      // The stages send only documented requests for existing objects, so Spotify's API causes
      // these errors. The exception is a wrong market, which a user can set.
      case BAD_REQUEST -> failure.mentions("market") ? ExitCode.USAGE : ExitCode.PROTOCOL;
      case NOT_FOUND, NO_SERVICE -> ExitCode.PROTOCOL;
    };
  }

  private static ExitCode code(LakeException.LakeErrorKind kind) {
    return switch (kind) {
      case UNREACHABLE, FULL, REPLACED -> ExitCode.LAKE;
      case NOT_FOUND, CONFIGURATION -> ExitCode.CONFIGURATION;
      case DENIED -> ExitCode.REFUSED;
      case DAMAGED, WRONG_TABLE, NEWER_SCHEMA -> ExitCode.AUDIT;
    };
  }

  private static String message(Throwable thrown) {
    String message = thrown.getMessage();
    return message == null ? thrown.toString() : message;
  }
}
