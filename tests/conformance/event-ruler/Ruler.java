import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import software.amazon.event.ruler.JsonRuleCompiler;
import software.amazon.event.ruler.Machine;

/**
 * What AWS's own event-ruler says. One JSON object a line in, one out: {"pattern": text, "events": [text]} becomes
 * {"matches": [boolean]} or {"invalid": reason}.
 */
final class Ruler {
  private static final ObjectMapper JSON = new ObjectMapper();

  public static void main(String[] none) throws IOException {
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    BufferedWriter out = new BufferedWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      out.write(JSON.writeValueAsString(answer(JSON.readTree(line))));
      out.newLine();
      out.flush();
    }
  }

  private static ObjectNode answer(JsonNode question) {
    ObjectNode answer = JSON.createObjectNode();
    String pattern = question.get("pattern").asText();
    try {
      String fault = JsonRuleCompiler.check(pattern);
      if (fault != null) {
        return answer.put("invalid", fault.split("\n")[0]);
      }
      Machine machine = new Machine();
      machine.addRule("rule", pattern);
      ArrayNode matches = answer.putArray("matches");
      for (JsonNode event : question.get("events")) {
        matches.add(!machine.rulesForJSONEvent(event.asText()).isEmpty());
      }
      return answer;
    } catch (Exception | StackOverflowError error) {
      return JSON.createObjectNode().put("invalid", error.getClass().getSimpleName() + ": " + error.getMessage());
    }
  }
}
