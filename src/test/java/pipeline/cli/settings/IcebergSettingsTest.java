package pipeline.cli.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IcebergSettingsTest {
  @TempDir private Path folder;
  private final Map<String, String> environment = new HashMap<>();

  private Map<String, String> icebergRest() {
    return Settings.load(environment, folder, null, warning -> {}).icebergRest();
  }

  @Test
  void icebergRestVariablesArePropertiesOfTheCatalog() throws IOException {
    environment.put("ICEBERG_REST_OAUTH2_SERVER_URI", "https://login.example.com/token");
    environment.put("ICEBERG_REST_HEADER__POLARIS_REALM", "one");
    environment.put("ICEBERG_REST_SIGV4_ENABLED", "true");
    environment.put("ICEBERG_REST_SIGNING_NAME", "glue");
    environment.put("ICEBERG_REST_REST__SIGNING_REGION", "eu-central-1");
    environment.put("ICEBERG_REST_CREDENTIAL_FILE", "credential");
    Files.writeString(folder.resolve("credential"), "client:secret\n");

    assertEquals(
        Map.of(
            "oauth2-server-uri", "https://login.example.com/token",
            "header.polaris-realm", "one",
            "rest.sigv4-enabled", "true",
            "rest.signing-name", "glue",
            "rest.signing-region", "eu-central-1",
            "credential", "client:secret"),
        icebergRest());
  }

  @ParameterizedTest
  @ValueSource(strings = {"ICEBERG_REST_", "ICEBERG_REST_FILE", "ICEBERG_REST__FILE"})
  void icebergRestVariableWithoutAPropertyIsRefused(String variable) {
    environment.put(variable, "credential");
    assertTrue(
        assertThrows(ConfigurationException.class, () -> icebergRest())
            .getMessage()
            .startsWith("setting without a property name: " + variable + ";"));
  }
}
