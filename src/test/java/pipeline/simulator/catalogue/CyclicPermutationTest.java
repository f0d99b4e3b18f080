package pipeline.simulator.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pipeline.simulator.catalogue.random.CyclicPermutation;

class CyclicPermutationTest {
  @ParameterizedTest
  @ValueSource(ints = {ArtistAssignment.STARS, ArtistAssignment.POOL})
  void eachValueOccursOnceAndIsInvertible(int prime) {
    CyclicPermutation permutation = new CyclicPermutation(42, prime);
    for (int round = 0; round < 3; round++) {
      Set<Integer> values = new HashSet<>();
      for (int place = 0; place < prime; place++) {
        int value = permutation.permute(round, place);
        assertTrue(value >= 0 && value < prime && values.add(value));
        assertEquals(place, permutation.invert(round, value));
      }
    }
  }
}
