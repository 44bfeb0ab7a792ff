using System.Globalization;
using System.Net;
using System.Text;
using Participatory.Rights.V1;
using Participatory.Words;
using Participatory.Words.Holdings;
using Value = Google.Protobuf.WellKnownTypes.Value;

namespace Participatory.Gateway.Pages.My.Rights;

/// <summary>
/// The page to read in the file of everything: by kinds of data, as the privacy notice has them, in the reader's language.
/// </summary>
internal static class EverythingPage
{
    public static string Of(IReadOnlyList<HeldPart> parts, Say say)
    {
        var rows = parts.SelectMany(part => part.Rows.Select(row => (Kind: KindOf(part.Service, row.Table), Row: row)))
            .ToLookup(one => one.Kind, one => one.Row);
        var text = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"<!doctype html><html lang=\"{CultureInfo.CurrentUICulture.Name}\">")
            .Append("<meta charset=\"utf-8\">")
            .Append(CultureInfo.InvariantCulture, $"<title>{Safe(Words.YourData.Title)}</title>")
            .Append("<style>body{font:1em/1.5 sans-serif;max-width:45em;margin:2em auto;padding:0 1em}dl{border-top:1px solid}")
            .Append("dt{font-weight:bold}dd{margin:0 0 .5em;white-space:pre-wrap;overflow-wrap:anywhere}</style>")
            .Append(CultureInfo.InvariantCulture, $"<h1>{Safe(Words.YourData.Title)}</h1><p>{Safe(Words.YourData.NeverVotes)}</p>");
        foreach (var kind in PersonalKinds.All.Where(kind => rows[kind].Any()))
        {
            text.Append(CultureInfo.InvariantCulture, $"<section><h2>{Safe(About.PrivacyModel.Of(kind, "Title"))}</h2>")
                .Append(CultureInfo.InvariantCulture, $"<p>{Safe(About.PrivacyModel.Of(kind, "What"))}</p>");
            foreach (var row in rows[kind])
            {
                AddRow(text, row, say);
            }

            text.Append("</section>");
        }

        return text.Append("</html>").ToString();
    }

    /// <summary>What a column is called to people; its own name where nobody has given it one.</summary>
    internal static string Label(string column)
    {
        var name = string.Concat(column.Split('_').Select(part => string.Concat(part[..1].ToUpperInvariant(), part[1..])));
        return Words.YourData.ResourceManager.GetString($"Column{name}", CultureInfo.CurrentUICulture) ?? column;
    }

    private static void AddRow(StringBuilder text, MyRow row, Say say)
    {
        text.Append("<dl>");
        foreach (var (name, value) in row.Columns.Fields)
        {
            text.Append(CultureInfo.InvariantCulture, $"<dt>{Safe(Label(name))}</dt><dd dir=\"auto\">{Safe(Shown(name, value, say))}</dd>");
        }

        text.Append("</dl>");
    }

    private static string Shown(string name, Value value, Say say) => value.KindCase switch
    {
        Value.KindOneofCase.BoolValue => value.BoolValue ? Words.YourData.Yes : Words.YourData.No,
        Value.KindOneofCase.NumberValue => value.NumberValue.ToString(CultureInfo.InvariantCulture),
        _ when name.EndsWith("_at", StringComparison.Ordinal) && DateTimeOffset.TryParse(
            value.StringValue, CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant) => say.DateAndTime(instant),
        _ => value.StringValue,
    };

    /// <summary>A table with a grant in it also has the title of an idea, and many name who of the staff did something.</summary>
    private static PersonalKind KindOf(string service, string table) =>
        (from database in Catalogue.Databases
         where database.Service.Equals(service, StringComparison.OrdinalIgnoreCase)
         from held in database.Tables
         where held.Name == table
         from columns in held.Columns
         select columns.Kind).OfType<PersonalKind>().LastOrDefault(kind => kind != PersonalKinds.Staff) ?? PersonalKinds.Staff;

    private static string Safe(string text) => WebUtility.HtmlEncode(text);
}
