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

    public static string Line(string file, string rule, Outcome outcome, int scale) => Of(json =>
    {
        json.WriteString("file", file);
        json.WriteString("rule", rule);
        Ids(json, "winners", outcome.Winners);
        Amount(json, "cost", outcome.Cost, scale);
        json.WriteNumber("ties", outcome.Ties.Length);
    });

    public static string Comparison(string file, Outcome first, Outcome second, Election election) => Of(json =>
    {
        var comparison = Counting.Outcomes.Comparison.Of(election, first, second);
        json.WriteString("file", file);
        Side(json, "first", first, comparison.First, election.Scale);
        Side(json, "second", second, comparison.Second, election.Scale);
        Ids(json, "both", comparison.Both);
        Ids(json, "only_first", comparison.OnlyFirst);
        Ids(json, "only_second", comparison.OnlySecond);
    });

    /// <summary>One object on one line.</summary>
    public static string Of(Action<Utf8JsonWriter> members)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Plain))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    /// <summary>An amount in whole units of the currency, exact.</summary>
    public static void Amount(Utf8JsonWriter json, string name, long minor, int scale)
    {
        json.WritePropertyName(name);
        json.WriteRawValue(Amounts.Text(minor, scale));
    }

    private static void Side(Utf8JsonWriter json, string name, Outcome outcome, VoterView view, int scale)
    {
        json.WriteStartObject(name);
        json.WriteString("rule", outcome.Rule.Describe());
        Ids(json, "winners", outcome.Winners);
        Amount(json, "cost", outcome.Cost, scale);
        json.WriteNumber("voters", view.Voters);
        json.WriteNumber("voters_with_a_winner", view.WithAWinner);
        json.WriteEndObject();
    }

    private static void Ids(Utf8JsonWriter json, string name, IEnumerable<Project> projects)
    {
        json.WriteStartArray(name);
        foreach (var project in projects)
        {
            json.WriteStringValue(project.Id);
        }

        json.WriteEndArray();
    }
}
