using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Participatory.Counting.Elections;
using Participatory.Counting.Outcomes;

namespace Participatory.Cli.Counts;

/// <summary>An outcome as one line of JSON.</summary>
internal static class CountJson
{
    // Ids are for reading; the line goes to a terminal or a script and never into a web page.
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Line(string file, string rule, Outcome outcome, int scale)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Plain))
        {
            json.WriteStartObject();
            json.WriteString("file", file);
            json.WriteString("rule", rule);
            json.WriteStartArray("winners");
            foreach (var winner in outcome.Winners)
            {
                json.WriteStringValue(winner.Id);
            }

            json.WriteEndArray();
            json.WritePropertyName("cost");
            json.WriteRawValue(Amounts.Text(outcome.Cost, scale));
            json.WriteNumber("ties", outcome.Ties.Length);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }
}
