package pipeline.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import pipeline.spotify.api.RefreshToken;
import pipeline.spotify.api.RefreshTokenStore;
import pipeline.spotify.api.SpotifyException;

/** Checks of files that contain secrets. */
public final class SecretFileChecks {
  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.complementOf(
          EnumSet.of(
              PosixFilePermission.OWNER_READ,
              PosixFilePermission.OWNER_WRITE,
              PosixFilePermission.OWNER_EXECUTE));

  private SecretFileChecks() {}

  /**
   * Checks that only the owner has access to a file.
   *
   * @param absentNote the last part of the message if the file does not exist
   */
  public static CheckResult permissions(Path file, String absentNote) throws IOException {
    try {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
      String text = PosixFilePermissions.toString(permissions);
      return permissions.stream().anyMatch(OTHERS::contains)
          ? CheckResult.warn(
              "%s contains secrets, but other users have access: %s".formatted(file, text),
              "Run: chmod 600 " + file)
          : CheckResult.ok("only the owner has access to %s: %s".formatted(file, text));
    } catch (NoSuchFileException absent) {
      return CheckResult.ok(file + " does not exist; " + absentNote);
    } catch (UnsupportedOperationException notPosix) {
      return CheckResult.ok("the file system of " + file + " has no POSIX permissions");
    }
  }

  /**
   * Checks the permissions of the token file and the time at which the user's consent ends. A
   * problem is only a warning, because only commands that change playlists need the consent.
   */
  public static CheckResult token(Path file, RefreshTokenStore tokenStore, Instant now)
      throws IOException {
    CheckResult permissions =
        permissions(
            file,
            "only add-random-track needs it; authorize or the setting SPOTIFY_REFRESH_TOKEN creates"
                + " it");
    if (permissions.level() != CheckResult.CheckLevel.OK) {
      return permissions;
    }
    try {
      Optional<RefreshToken> token = tokenStore.find();
      return token
          .flatMap(present -> present.warning(now))
          .map(warning -> CheckResult.warn(warning, null))
          .orElseGet(
              () ->
                  token
                      .flatMap(RefreshToken::expiresAt)
                      .map(end -> permissions.message() + "; the user's consent ends at " + end)
                      .map(CheckResult::ok)
                      .orElse(permissions));
    } catch (SpotifyException unusable) {
      return CheckResult.warn(String.valueOf(unusable.getMessage()), null);
    }
  }
}
