using System.Text.Json;

namespace Participatory.Cli.Verify;

/// <summary>One line of a bundle: a JSON object with one property, whose name is the kind of the line.</summary>
internal sealed class BundleLine
{
    private readonly JsonElement value;

    private BundleLine(long number, string kind, JsonElement value) => (Number, Kind, this.value) = (number, kind, value);

    public long Number { get; }

    public string Kind { get; }

    /// <summary>There is no line here: the file is over.</summary>
    public bool IsOver => value.ValueKind == JsonValueKind.Undefined;

    /// <exception cref="BundleFault">It is no such line.</exception>
    public static BundleLine Read(long number, ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = 4 });
            if (document.RootElement is { ValueKind: JsonValueKind.Object } root && root.GetPropertyCount() == 1)
            {
                var property = root.EnumerateObject().Single();
                return new BundleLine(number, property.Name, property.Value.Clone());
            }
        }
        catch (JsonException)
        {
            // Then it is no line of ours.
        }

        throw new BundleFault(number, "line", "This is not a line of such a file.");
    }

    /// <summary>Where nothing follows any more.</summary>
    public static BundleLine End(long number) => new(number, "end", default);

    public BundleFault Fault(string what, string sentence) => new(Number, what, sentence);

    /// <summary>Refuses a line of another kind.</summary>
    public BundleLine Expect(string kind) => Kind == kind ? this
        : throw Fault("order of lines", $"Here a line \"{kind}\" is due, and this is \"{Kind}\".");

    /// <summary>Refuses values other than these.</summary>
    public BundleLine Only(params ReadOnlySpan<string> names)
    {
        if (value.ValueKind != JsonValueKind.Object || value.GetPropertyCount() != names.Length)
        {
            throw Fault("line", $"A line \"{Kind}\" has other values than these.");
        }

        foreach (var name in names)
        {
            if (!Has(name))
            {
                throw Fault("line", $"The value \"{name}\" is missing.");
            }
        }

        return this;
    }

    public bool Has(string name) => value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out _);

    /// <summary>The value of a line that is just a text.</summary>
    public string Text() => value.ValueKind == JsonValueKind.String ? value.GetString()!
        : throw Fault("line", $"A line \"{Kind}\" holds a text.");

    public string Text(string name) => Property(name) is { ValueKind: JsonValueKind.String } text ? text.GetString()!
        : throw Fault("line", $"The value \"{name}\" must be a text.");

    public long Number64(string name) => Property(name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var found)
        && found >= 0
        ? found
        : throw Fault("line", $"The value \"{name}\" must be a whole number, not below zero.");

    public IReadOnlyList<string> Texts(string name) => Property(name) is { ValueKind: JsonValueKind.Array } list
        && list.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String)
        ? [.. list.EnumerateArray().Select(item => item.GetString()!)]
        : throw Fault("line", $"The value \"{name}\" must be a list of texts.");

    /// <summary>The objects of a list, each to be read as a line is.</summary>
    public IReadOnlyList<BundleLine> Parts(string name) => Property(name) is { ValueKind: JsonValueKind.Array } list
        ? [.. list.EnumerateArray().Select(item => new BundleLine(Number, Kind, item))]
        : throw Fault("line", $"The value \"{name}\" must be a list.");

    /// <summary>A SHA-256 in lower-case hex.</summary>
    public string Hash(string name) => Hash(name, Text(name));

    /// <summary>A line that is just a SHA-256 in lower-case hex.</summary>
    public string Hash() => Hash(Kind, Text());

    private string Hash(string name, string text) => text.Length == 64
        && text.All(sign => char.IsAsciiDigit(sign) || sign is >= 'a' and <= 'f')
        ? text
        : throw Fault("line", $"The value \"{name}\" must be 64 hexadecimal digits in lower case.");

    private JsonElement? Property(string name) => value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var property)
        ? property : null;
}
