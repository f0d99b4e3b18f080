package pipeline;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Imports point one way, every library stays behind its seam, and time comes from outside. */
class ArchitectureTest {
  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("pipeline");

  /** What each package may use of ours beside itself; "root" may use everything. */
  static List<Arguments> imports() {
    return List.of(
        arguments("model", List.of()),
        arguments("json", List.of()),
        arguments("tls", List.of()),
        arguments("lake", List.of("tls")),
        arguments("startup", List.of()),
        arguments("simulator", List.of("model")),
        arguments("spotify", List.of("model", "tls")),
        arguments("output", List.of("json", "lake")),
        arguments("browse", List.of("model", "spotify", "output")),
        arguments("ratelimit", List.of("spotify", "output")),
        arguments("playlist", List.of("model", "spotify")),
        arguments("authorize", List.of("spotify")),
        arguments("tables", List.of("model", "lake", "json")),
        arguments("audit", List.of("lake", "tables")),
        arguments("purge", List.of("lake", "tables", "output")),
        arguments("doctor", List.of("lake", "tables", "spotify", "startup", "json")),
        arguments("status", List.of("lake", "tables", "output", "json", "purge")),
        arguments("extract", List.of("model", "spotify", "lake", "tables")),
        arguments("sql", List.of("lake", "tables")),
        arguments("export", List.of("lake", "tables", "output")),
        arguments("transform", List.of("model", "lake", "tables", "json")),
        arguments("report", List.of("lake", "tables", "audit")),
        arguments("load", List.of("model", "lake", "tables", "audit", "json")));
  }

  @ParameterizedTest
  @MethodSource("imports")
  void importsNothingOfOursBut(String layer, List<String> others) {
    String[] allowed =
        Stream.concat(Stream.of(layer), others.stream())
            .map(name -> "pipeline." + name + "..")
            .toArray(String[]::new);
    noClasses()
        .that()
        .resideInAPackage("pipeline." + layer + "..")
        .should()
        .dependOnClassesThat(
            resideInAPackage("pipeline..").and(DescribedPredicate.not(resideInAnyPackage(allowed))))
        .check(MAIN);
  }

  @Test
  void everyPackageHasItsRule() {
    Set<String> ruled = new TreeSet<>(Set.of("cli"));
    imports().forEach(rule -> ruled.add((String) rule.get()[0]));
    Set<String> there = new TreeSet<>();
    for (JavaClass type : MAIN) {
      String[] names = type.getPackageName().split("\\.", -1);
      if (names.length > 1) {
        there.add(names[1]);
      }
    }
    assertEquals(there, ruled);
  }

  @Test
  void nothingImportsTheCommandLineButTheRoot() {
    classes()
        .that()
        .resideInAPackage("pipeline.cli..")
        .should()
        .onlyHaveDependentClassesThat()
        .resideInAnyPackage("pipeline", "pipeline.cli..")
        .check(MAIN);
  }

  @Test
  void nothingImportsTheRoot() {
    classes()
        .that()
        .resideInAPackage("pipeline")
        .should()
        .onlyHaveDependentClassesThat()
        .resideInAPackage("pipeline")
        .check(MAIN);
  }

  @Test
  void packagesFormNoCycle() {
    slices().matching("pipeline.(**)").should().beFreeOfCycles().check(MAIN);
  }

  /** Where each library may be used. */
  static List<Arguments> seams() {
    return List.of(
        arguments("software.amazon.awssdk..", List.of("lake")),
        arguments("org.apache.parquet..", List.of("lake")),
        arguments("com.github.luben..", List.of("lake")),
        arguments("org.apache.hadoop..", List.of("lake")),
        arguments("org.apache.avro..", List.of("lake", "tables", "output", "sql", "export")),
        arguments("org.apache.hc..", List.of("spotify", "lake", "tls")),
        arguments("dev.failsafe..", List.of("spotify")),
        arguments("com.google.gson..", List.of("spotify", "simulator", "json")),
        arguments("com.sun.net.httpserver..", List.of("simulator", "authorize", "startup")),
        arguments("picocli..", List.of("cli")),
        arguments("ch.qos.logback..", List.of("cli")));
  }

  @ParameterizedTest
  @MethodSource("seams")
  void staysBehindItsSeam(String library, List<String> homes) {
    String[] allowed = homes.stream().map(n -> "pipeline." + n + "..").toArray(String[]::new);
    noClasses()
        .that()
        .resideOutsideOfPackages(allowed)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .check(MAIN);
  }

  @Test
  void everyLibraryHasItsSeam() {
    Set<String> unknown = new TreeSet<>();
    for (JavaClass type : MAIN) {
      type.getDirectDependenciesFromSelf().stream()
          .map(dependency -> dependency.getTargetClass().getBaseComponentType())
          .filter(target -> !target.isPrimitive() && !isKnown(target.getName()))
          .forEach(target -> unknown.add(target.getName() + " in " + type.getName()));
    }
    assertEquals(Set.of(), unknown);
  }

  private static boolean isKnown(String name) {
    return Stream.concat(
            Stream.of("pipeline.", "java.", "javax.", "sun.misc.", "org.slf4j.", "org.jspecify."),
            seams().stream().map(seam -> seam.get()[0].toString().replace("..", ".")))
        .anyMatch(name::startsWith);
  }

  private static final Set<Class<?>> NOW =
      Set.of(
          Instant.class,
          LocalDate.class,
          LocalDateTime.class,
          OffsetDateTime.class,
          ZonedDateTime.class);
  private static final Set<Class<?>> DICE =
      Set.of(Random.class, SplittableRandom.class, ThreadLocalRandom.class);

  /** Calls of the process's own clock, environment and dice. */
  private static final DescribedPredicate<JavaAccess<?>> LOOKS_AROUND =
      describe(
          "look at the process's clock, environment or dice",
          access -> {
            AccessTarget target = access.getTarget();
            JavaClass owner = target.getOwner();
            String name = target.getName();
            return (owner.isEquivalentTo(System.class)
                    && Arrays.asList("currentTimeMillis", "nanoTime", "getenv").contains(name))
                || (owner.isEquivalentTo(Clock.class) && name.startsWith("system"))
                || (name.equals("now")
                    && NOW.stream().anyMatch(owner::isEquivalentTo)
                    && target.getFullName().endsWith("now()"))
                || (owner.isEquivalentTo(UUID.class) && name.equals("randomUUID"))
                || (owner.isEquivalentTo(Math.class) && name.equals("random"))
                || DICE.stream().anyMatch(dice -> drawsFromNothing(target, dice));
          });

  private static boolean drawsFromNothing(AccessTarget target, Class<?> dice) {
    return target.getOwner().isEquivalentTo(dice)
        && (target.getName().equals("current") || target.getFullName().endsWith("<init>()"));
  }

  @Test
  void timeEnvironmentAndDiceComeFromMain() {
    Set<String> lookers = new TreeSet<>();
    for (JavaClass type : MAIN) {
      type.getAccessesFromSelf().stream()
          .filter(LOOKS_AROUND)
          .forEach(access -> lookers.add(type.getName() + " " + access.getTarget().getName()));
    }
    assertEquals(
        Set.of(
            "pipeline.Main getenv",
            "pipeline.Main systemUTC",
            "pipeline.app.CdsTrainingRun systemUTC",
            "pipeline.app.Application <init>",
            // Names of temporary files, which nobody reads.
            "pipeline.lake.file.FileObjectStore randomUUID",
            "pipeline.lake.Lake randomUUID"),
        lookers);
  }
}
