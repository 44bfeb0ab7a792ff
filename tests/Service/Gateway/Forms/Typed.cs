namespace Participatory.Tests.Service.AtTheDoor.Forms;

/// <summary>What somebody typed, chose or ticked in one field of a form, where it is stored, and what a page then says of it.</summary>
/// <param name="Field">The name of the field; empty where nothing is typed and a button alone changes something.</param>
/// <param name="Value">What is typed; no two fields of the whole table are typed alike, so that fields that were swapped are seen.</param>
/// <param name="Path">Where it stands in the answer of a service, such as "valuation.cost.amountMinor".</param>
internal sealed record Typed(string Field, string Value, string Path)
{
    /// <summary>As it is stored, where that is not as it was typed.</summary>
    public string Kept { get; init; } = Value;

    /// <summary>As a page says it, where that is not as it was typed.</summary>
    public string Seen { get; init; } = Value;

    /// <summary>Why no service gives it back; empty where one does.</summary>
    public string Unkept { get; init; } = "";

    /// <summary>Why no page says it; empty where one does.</summary>
    public string Unseen { get; init; } = "";

    /// <summary>A choice that may be as the page suggests it, or a text that may be typed again; empty where it may not.</summary>
    public string Suggested { get; init; } = "";

    /// <summary>It was typed on a page before this one, and only now is stored and shown.</summary>
    public bool IsBefore { get; init; }

    /// <summary>It is one of a few, which may be chosen in many forms.</summary>
    public bool IsChoice { get; init; }

    /// <summary>Nothing is typed: it is sent as the page has it.</summary>
    public bool IsLeft { get; init; }

    /// <summary>What is in the file, where <see cref="Value"/> is the name of one.</summary>
    public byte[]? File { get; init; }

    /// <summary>A field whose words are stored and shown as they were typed, unless said otherwise.</summary>
    public static Typed Text(string field, string value, string path, string? kept = null, string? seen = null, string unseen = "") =>
        new(field, value, path) { Kept = kept ?? value, Seen = seen ?? value, Unseen = unseen };

    /// <summary>One of several choices.</summary>
    public static Typed Choice(string field, string value, string path, string kept, string? seen = null, string unseen = "") =>
        new(field, value, path) { Kept = kept, Seen = seen ?? "", Unseen = unseen, IsChoice = true };

    /// <summary>An amount in pounds, as one types it.</summary>
    public static Typed Pounds(string field, string value, string path, string unseen = "")
    {
        var amount = decimal.Parse(value, System.Globalization.CultureInfo.InvariantCulture);
        return new(field, value, path)
        {
            Kept = ((long)(amount * 100)).ToString(System.Globalization.CultureInfo.InvariantCulture),
            Seen = "£" + amount.ToString(amount % 1 == 0 ? "N0" : "N2", System.Globalization.CultureInfo.InvariantCulture),
            Unseen = unseen,
        };
    }

    /// <summary>A box that is ticked.</summary>
    public static Typed Tick(
        string field, string path, string kept = "true", string? seen = null, string unseen = "", string value = "true") =>
        new(field, value, path) { Kept = kept, Seen = seen ?? "", Unseen = unseen, IsChoice = true };

    /// <summary>A file of this name and with this in it.</summary>
    public static Typed Upload(
        string field, string name, byte[] content, string path, string kept, string? seen = null, string unseen = "") =>
        new(field, name, path) { File = content, Kept = kept, Seen = seen ?? "", Unseen = unseen };

    /// <summary>Nothing is typed; what the button does is stored here and said there.</summary>
    public static Typed Pressed(string path, string kept, string? seen = null, string unseen = "") =>
        new("", "", path) { Kept = kept, Seen = seen ?? "", Unseen = unseen };

    /// <summary>A field that no service gives back.</summary>
    /// <param name="why">Why not.</param>
    public static Typed Unread(string field, string value, string why, string? seen = null, string unseen = "") =>
        new(field, value, "") { Unkept = why, Seen = seen ?? value, Unseen = unseen };
}
