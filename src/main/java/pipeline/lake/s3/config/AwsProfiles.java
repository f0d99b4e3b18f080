package pipeline.lake.s3.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import pipeline.lake.store.LakeException;
import pipeline.lake.store.LakeException.LakeErrorKind;
import pipeline.lake.store.LakeSettings;
import software.amazon.awssdk.profiles.Profile;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.utils.StringInputStream;

/**
 * The AWS profiles in the files {@code config} and {@code credentials}, and the profile that the
 * settings choose.
 */
public final class AwsProfiles {
  private static final String DEFAULT_PROFILE = "default";

  /**
   * The variables of other sources of credentials. If one of these variables is set, no profile is
   * required.
   */
  private static final List<String> ALTERNATIVES =
      List.of(
          "AWS_ACCESS_KEY_ID",
          "AWS_WEB_IDENTITY_TOKEN_FILE",
          "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
          "AWS_CONTAINER_CREDENTIALS_FULL_URI");

  private final LakeSettings settings;
  private final List<String> present = new ArrayList<>();
  private final List<String> missing = new ArrayList<>();
  private final ProfileFile files;

  /**
   * Reads the files that exist.
   *
   * @throws LakeException of kind CONFIGURATION if a file or the chosen profile is invalid; of kind
   *     DENIED if this user cannot read a file that is required
   */
  public AwsProfiles(LakeSettings settings) {
    this.settings = settings;
    ProfileFile.Aggregator both = ProfileFile.aggregator();
    read("AWS_SHARED_CREDENTIALS_FILE", "credentials", ProfileFile.Type.CREDENTIALS)
        .ifPresent(both::addFile);
    read("AWS_CONFIG_FILE", "config", ProfileFile.Type.CONFIGURATION).ifPresent(both::addFile);
    this.files = both.build();
    chosen().ifPresent(profile -> AwsSettingsCheck.check(profile, places()));
    services().ifPresent(services -> AwsSettingsCheck.check(services, places()));
  }

  public ProfileFile files() {
    return files;
  }

  public String name() {
    return settings.find("AWS_PROFILE").orElse(DEFAULT_PROFILE);
  }

  /**
   * Returns the profile that AWS_PROFILE names, or the default profile if this variable is not set;
   * empty if neither file has the profile.
   */
  public Optional<Profile> chosen() {
    return files.profile(name());
  }

  /** Returns the services section that the chosen profile refers to; empty if there is none. */
  private Optional<Profile> services() {
    return property("services").flatMap(services -> files.getSection("services", services));
  }

  public Optional<String> property(String property) {
    return chosen().flatMap(own -> own.property(property));
  }

  public Optional<String> endpoint() {
    return services()
        .flatMap(services -> services.property("s3.endpoint_url"))
        .or(() -> property("endpoint_url"));
  }

  /**
   * If AWS_PROFILE is set, checks that one of the files has this profile.
   *
   * @throws LakeException of kind CONFIGURATION if no file has the profile
   */
  public void checkChosen() {
    if (settings.find("AWS_PROFILE").isPresent() && chosen().isEmpty()) {
      throw new LakeException(
          LakeErrorKind.CONFIGURATION,
          "AWS_PROFILE is \"%s\", but no such profile is in %s; correct AWS_PROFILE, or add the profile as [%s] in credentials or [profile %s] in config"
              .formatted(name(), places(), name(), name()));
    }
  }

  /**
   * Returns the paths of the existing files, each with the variable that sets it. If no file
   * exists, returns the paths of the missing files.
   */
  public String places() {
    return present.isEmpty()
        ? String.join(" or ", missing) + ", which do not exist"
        : String.join(" or ", present);
  }

  private Optional<ProfileFile> read(String variable, String usual, ProfileFile.Type type) {
    Path file = settings.file(variable).orElseGet(() -> settings.home().resolve(".aws/" + usual));
    String place = file + " (" + variable + ")";
    if (!Files.exists(file)) {
      missing.add(place);
      return Optional.empty();
    }
    present.add(place);
    if (Files.isDirectory(file)) {
      throw wrong(
          "folder instead of an AWS profile file",
          place,
          "remove the folder, or set " + variable + " to a file");
    }
    try {
      String text = Files.readString(file);
      if (text.startsWith("\uFEFF")) {
        throw wrong(
            "AWS profile file begins with a byte order mark",
            place,
            "save it as UTF-8 without one");
      }
      return Optional.of(
          ProfileFile.builder().content(new StringInputStream(text)).type(type).build());
    } catch (AccessDeniedException denied) {
      if (ALTERNATIVES.stream().anyMatch(set -> settings.find(set).isPresent())
          && settings.find(variable).isEmpty()) {
        return Optional.empty();
      }
      throw new LakeException(
          LakeErrorKind.DENIED,
          "unreadable AWS profile file: %s; give this user the permission to read it, or set %s to another file."
              .formatted(place, variable),
          denied);
    } catch (CharacterCodingException odd) {
      throw wrong("AWS profile file is not UTF-8 text", place, "save it as UTF-8");
    } catch (IOException | IllegalArgumentException odd) {
      throw wrong(
          "invalid AWS profile file", place + " (" + odd.getMessage() + ")", "correct the file");
    }
  }

  private static LakeException wrong(String what, String where, String remedy) {
    return new LakeException(
        LakeErrorKind.CONFIGURATION, "%s: %s; %s.".formatted(what, where, remedy));
  }
}
