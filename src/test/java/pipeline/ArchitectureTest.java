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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

/** Checks the direction of imports, the packages that use a library, and the sources of time. */
class ArchitectureTest {
  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("pipeline");

  /**
   * Returns the imports that each package may have. A line of package-imports.txt is {@code package
   * -> its imports}.
   */
  static List<Arguments> imports() throws IOException {
    return Files.readAllLines(Path.of("src/test/resources/package-imports.txt")).stream()
        .map(line -> line.split(" *-> *", 2))
        .map(rule -> arguments(rule[0], Arrays.asList(rule[1].split(" "))))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("imports")
  void packageHasOnlyAllowedImports(String name, List<String> others) {
    String[] allowed =
        Stream.concat(Stream.of(name), others.stream())
            .map(other -> "pipeline." + other)
            .toArray(String[]::new);
    noClasses()
        .that()
        .resideInAPackage("pipeline." + name)
        .should()
        .dependOnClassesThat(
            resideInAPackage("pipeline..").and(DescribedPredicate.not(resideInAnyPackage(allowed))))
        .check(MAIN);
  }

  @Test
  void eachPackageHasARule() throws IOException {
    Set<String> ruled = new TreeSet<>(Set.of("pipeline", "pipeline.app"));
    imports().forEach(rule -> ruled.add("pipeline." + rule.get()[0]));
    Set<String> packages = new TreeSet<>();
    MAIN.forEach(type -> packages.add(type.getPackageName()));
    assertEquals(packages, ruled);
  }

  @Test
  void onlyAppAndMainImportTheCommandLine() {
    classes()
        .that()
        .resideInAPackage("pipeline.cli..")
        .should()
        .onlyHaveDependentClassesThat()
        .resideInAnyPackage("pipeline", "pipeline.app", "pipeline.cli..")
        .check(MAIN);
  }

  @Test
  void noClassImportsMain() {
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

  /** Returns the packages that may use each library. */
  static List<Arguments> libraries() {
    return List.of(
        arguments("software.amazon.awssdk..", List.of("lake.s3..")),
        arguments("org.apache.iceberg..", List.of("iceberg")),
        arguments("org.apache.parquet..", List.of("lake", "lake.parquet", "iceberg")),
        arguments("com.github.luben..", List.of("lake.parquet")),
        arguments("org.apache.hadoop..", List.of("lake.parquet")),
        arguments(
            "org.apache.avro..",
            List.of("lake..", "tables..", "output", "sql..", "export", "iceberg", "verify")),
        arguments("org.apache.hc..", List.of("spotify.http", "lake.s3..", "tls")),
        arguments("dev.failsafe..", List.of("spotify.retry", "iceberg")),
        arguments("com.google.gson..", List.of("spotify..", "simulator..", "json")),
        arguments("com.sun.net.httpserver..", List.of("simulator..", "authorize", "startup")),
        arguments("picocli..", List.of("cli..")),
        arguments("ch.qos.logback..", List.of("cli.console")));
  }

  @ParameterizedTest
  @MethodSource("libraries")
  void libraryIsUsedOnlyInAllowedPackages(String library, List<String> homes) {
    String[] allowed = homes.stream().map(name -> "pipeline." + name).toArray(String[]::new);
    noClasses()
        .that()
        .resideOutsideOfPackages(allowed)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .check(MAIN);
  }

  @Test
  void eachLibraryHasARule() {
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
            libraries().stream().map(rule -> rule.get()[0].toString().replace("..", ".")))
        .anyMatch(name::startsWith);
  }

  private static final Set<Class<?>> TIMES =
      Set.of(
          Instant.class,
          LocalDate.class,
          LocalDateTime.class,
          OffsetDateTime.class,
          ZonedDateTime.class);
  private static final Set<Class<?>> RANDOMS =
      Set.of(Random.class, SplittableRandom.class, ThreadLocalRandom.class);

  private static final DescribedPredicate<JavaAccess<?>> READS_THE_PROCESS =
      describe(
          "read the clock, the environment or the randomness of the process",
          access -> {
            AccessTarget target = access.getTarget();
            JavaClass owner = target.getOwner();
            String name = target.getName();
            return (owner.isEquivalentTo(System.class)
                    && Arrays.asList("currentTimeMillis", "nanoTime", "getenv").contains(name))
                || (owner.isEquivalentTo(Clock.class) && name.startsWith("system"))
                || (name.equals("now")
                    && TIMES.stream().anyMatch(owner::isEquivalentTo)
                    && target.getFullName().endsWith("now()"))
                || (owner.isEquivalentTo(UUID.class) && name.equals("randomUUID"))
                || (owner.isEquivalentTo(Math.class) && name.equals("random"))
                || RANDOMS.stream().anyMatch(random -> isUnseeded(target, random));
          });

  private static boolean isUnseeded(AccessTarget target, Class<?> random) {
    return target.getOwner().isEquivalentTo(random)
        && (target.getName().equals("current") || target.getFullName().endsWith("<init>()"));
  }

  @Test
  void timeEnvironmentAndRandomnessComeFromMain() {
    Set<String> readers = new TreeSet<>();
    for (JavaClass type : MAIN) {
      type.getAccessesFromSelf().stream()
          .filter(READS_THE_PROCESS)
          .forEach(access -> readers.add(type.getName() + " " + access.getTarget().getName()));
    }
    assertEquals(
        Set.of(
            "pipeline.Main getenv",
            "pipeline.Main systemUTC",
            "pipeline.app.CdsTrainingRun systemUTC",
            "pipeline.app.Application <init>",
            // for the names of temporary files
            "pipeline.lake.file.FileObjectStore randomUUID",
            "pipeline.lake.store.ObjectStore randomUUID",
            "pipeline.lake.Lake randomUUID",
            // for the location of a new table
            "pipeline.iceberg.RestCatalog randomUUID"),
        readers);
  }
}
