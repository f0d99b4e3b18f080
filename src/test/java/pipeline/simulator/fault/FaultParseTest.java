package pipeline.simulator.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import pipeline.simulator.options.Fault;
import pipeline.simulator.options.FaultKind;

class FaultParseTest {
  @Test
  void kindRulesAndSettingsAreParsed() {
    Fault fault = Fault.parse("429:retry-after=1,every=10,path=/v1/albums");
    assertEquals(FaultKind.RATE_LIMITED, fault.kind());
    assertEquals(Map.of("retry-after", "1"), fault.settings());
    assertEquals(10, fault.rule().every());
    assertEquals("/v1/albums", fault.rule().path());
  }

  @ParameterizedTest
  @EnumSource(FaultKind.class)
  void eachKindIsParsedByItsName(FaultKind kind) {
    String settings = kind == FaultKind.NEXT ? ":to=x" : "";
    assertEquals(kind, Fault.parse(kind.text() + settings).kind());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          teapot             | unknown kind of fault: 'teapot'; use one of 429, 429-empty, quota-exceeded
          ''                 | unknown kind of fault: ''
          429:sometimes=1    | unknown setting 'sometimes': fault '429:sometimes=1'; use path, every, first, rate
          401:retry-after=1  | unknown setting 'retry-after': fault '401:retry-after=1'; use
          429:every=0        | invalid every '0': fault '429:every=0'; use a whole number from 1
          429:first=x        | invalid first 'x': fault '429:first=x'; use a whole number from 1
          429:rate=2         | invalid rate '2': fault '429:rate=2'; use a number from 0 to 1
          429:share=1.5      | invalid share '1.5': fault '429:share=1.5'; use a number from 0 to 1
          slow:ms=long       | invalid ms: fault 'slow:ms=long'; use a whole number
          next               | missing setting 'to': fault 'next'; add to=ADDRESS
          gone:every=2       | rule that gone does not accept: fault 'gone:every=2'; use only the rule share, such as gone:share=0.1
          taken-down:times=1 | rule that taken-down does not accept: fault 'taken-down:times=1'; use only the rule share, such as taken-down:share=0.1
          gone:to=1          | unknown setting 'to': fault 'gone:to=1'; use share
          429:               | unknown setting ''
          """)
  void messageOfAnInvalidFaultNamesTheValidValues(String text, String message) {
    var failure = assertThrows(IllegalArgumentException.class, () -> Fault.parse(text));
    assertTrue(String.valueOf(failure.getMessage()).contains(message), failure.getMessage());
  }

  @Test
  void rulesSelectTheRequests() {
    assertEquals(List.of(3, 6, 9), triggeringRequests("500:every=3"));
    assertEquals(List.of(1, 2), triggeringRequests("500:first=2"));
    assertEquals(List.of(8, 9, 10), triggeringRequests("500:after=7"));
    assertEquals(List.of(1, 2, 3, 4), triggeringRequests("500:times=4"));
    assertEquals(List.of(6, 8), triggeringRequests("500:every=2,after=5,times=2"));
    assertEquals(IntStream.rangeClosed(1, 10).boxed().toList(), triggeringRequests("500"));
    assertEquals(List.of(), triggeringRequests("500:rate=0"));
    assertEquals(List.of(), triggeringRequests("500:path=/v1/tracks"));
  }

  private static List<Integer> triggeringRequests(String fault) {
    FaultTrigger trigger = new FaultTrigger(Fault.parse(fault), 42);
    return IntStream.rangeClosed(1, 10)
        .filter(number -> trigger.isTriggeredBy("/v1/albums/x"))
        .boxed()
        .toList();
  }

  @Test
  void firstIsCountedForEachPath() {
    FaultTrigger trigger = new FaultTrigger(Fault.parse("500:first=1"), 42);
    assertTrue(
        trigger.isTriggeredBy("/v1/a")
            && trigger.isTriggeredBy("/v1/b")
            && trigger.isTriggeredBy("/v1/a?x=1"));
    assertTrue(!trigger.isTriggeredBy("/v1/a") && !trigger.isTriggeredBy("/v1/b"));
  }

  @Test
  void shareSelectsTheSamePathsEveryTime() {
    FaultTrigger trigger = new FaultTrigger(Fault.parse("404:share=0.2"), 42);
    List<String> paths = IntStream.range(0, 1000).mapToObj(i -> "/v1/albums/" + i).toList();
    List<String> matching = paths.stream().filter(trigger::isTriggeredBy).toList();
    assertEquals(matching, paths.stream().filter(trigger::isTriggeredBy).toList());
    assertTrue(matching.size() > 150 && matching.size() < 250, "" + matching.size());
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          /v1/albums          , /v1/albums/x/tracks?offset=5 , true
          /v1/albums$         , /v1/albums/x                 , false
          /v1/albums/*/tracks , /v1/albums/x/tracks          , true
          /v1/albums/*/tracks , /v1/albums/x                 , false
          *offset=50          , /v1/search?q=a&offset=50     , true
          *offset=50$         , /v1/search?offset=500        , false
          /api/token          , /api/token                   , true
          """)
  void pathMatchesAPrefixWithWildcards(String path, String target, boolean strikes) {
    assertEquals(
        strikes, new FaultTrigger(Fault.parse("500:path=" + path), 1).isTriggeredBy(target));
  }
}
