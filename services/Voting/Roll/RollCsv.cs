using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;
using Participatory.Platform.Calls;
using Participatory.Words;

namespace Participatory.Voting.Roll;

/// <summary>A line of the roll, or what is wrong with it.</summary>
/// <param name="Number">Counted from 1, the header included.</param>
/// <param name="Fault">Null where the line can be used.</param>
internal readonly record struct RollLine(long Number, string VoterId, string AreaCode, Reason? Fault = null)
{
    /// <summary>A line that cannot be used.</summary>
    public static RollLine Bad(long number, Reason fault, params Value[] values) => new(number, "", "", fault) { Values = values };

    /// <summary>What the fault names.</summary>
    public Value[] Values { get => field ?? []; private init; }
}

/// <summary>
/// Reads a roll: CSV in UTF-8 with the header <c>voter_id,area_code</c>, one voter a line, with LF or CRLF, quotation
/// marks where somebody likes them, empty lines left out.
/// </summary>
/// <remarks>
/// A field never goes over several lines here. So the file can be read line by line in little memory, and one line that
/// is broken in whatever way leaves the others readable.
/// </remarks>
internal static partial class RollCsv
{
    /// <summary>The longest line in characters.</summary>
    public const int MaxLineLength = 1_000;

    private const int MaxLineBytes = 4 * MaxLineLength;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads every line but the header. Where the header is wrong, that is the only line.</summary>
    public static async IAsyncEnumerable<RollLine> Read(Stream csv, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var number = 0L;
        await foreach (var bytes in Lines(csv, cancellation))
        {
            number++;
            var text = Text(bytes);
            if (number == 1)
            {
                if (Fields(text?.TrimStart('\ufeff') ?? "", out _) is not [var voter, var area] || !Is(voter, "voter_id") || !Is(area, "area_code"))
                {
                    yield return RollLine.Bad(1, VotingReasons.RollHeaderWrong);
                    yield break;
                }
            }
            else if (text is null || text.Length > MaxLineLength || !string.IsNullOrWhiteSpace(text))
            {
                yield return Parse(number, text, bytes is null);
            }
        }

        if (number == 0)
        {
            yield return RollLine.Bad(1, VotingReasons.RollIsEmptyFile);
        }

        static bool Is(string field, string name) => string.Equals(field, name, StringComparison.OrdinalIgnoreCase);
    }

    private static RollLine Parse(long number, string? text, bool tooLong)
    {
        if (tooLong || text?.Length > MaxLineLength)
        {
            return RollLine.Bad(number, VotingReasons.LineTooLong, ("max", MaxLineLength));
        }

        if (text is null)
        {
            return RollLine.Bad(number, VotingReasons.LineNotUtf8);
        }

        var fields = Fields(text, out var fault);
        if (fault is not null)
        {
            return RollLine.Bad(number, fault);
        }

        return fields switch
        {
            not [_, _] => RollLine.Bad(number, VotingReasons.LineColumnsWrong, ("columns", fields.Count)),
            ["", _] => RollLine.Bad(number, VotingReasons.LineVoterMissing),
            [_, ""] => RollLine.Bad(number, VotingReasons.LineAreaMissing),
            [{ Length: > 60 }, _] => RollLine.Bad(number, VotingReasons.LineVoterTooLong),
            [var voter, _] when !VoterIdShape().IsMatch(voter) => RollLine.Bad(number, VotingReasons.LineVoterWrong),
            [var voter, var area] => new RollLine(number, voter, area),
        };
    }

    // Null where it is not UTF-8.
    private static string? Text(byte[]? bytes)
    {
        try
        {
            return bytes is null ? null : Utf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static List<string> Fields(string line, out Reason? fault)
    {
        fault = null;
        List<string> fields = [];
        var at = 0;
        while (true)
        {
            var end = line.IndexOf(',', at);
            var field = (end < 0 ? line[at..] : line[at..end]).Trim();
            if (field.StartsWith('"'))
            {
                if (!TryQuoted(line, line.IndexOf('"', at), out field, out end))
                {
                    fault = VotingReasons.LineQuoteOpen;
                    return fields;
                }
            }

            fields.Add(field);
            if (end < 0)
            {
                return fields;
            }

            at = end + 1;
        }
    }

    // The quoted field that begins at start; end is the comma behind it, or -1. A doubled mark stands for itself.
    private static bool TryQuoted(string line, int start, out string field, out int end)
    {
        var text = new StringBuilder();
        var at = start + 1;
        while (at < line.Length && (line[at] != '"' || (at + 1 < line.Length && line[at + 1] == '"')))
        {
            text.Append(line[at]);
            at += line[at] == '"' ? 2 : 1;
        }

        field = text.ToString().Trim();
        end = at < line.Length ? line.IndexOf(',', at) : -1;
        return at < line.Length && string.IsNullOrWhiteSpace(end < 0 ? line[(at + 1)..] : line[(at + 1)..end]);
    }

    // The lines without their ends; null for one that is too long to be kept.
    private static async IAsyncEnumerable<byte[]?> Lines(Stream csv, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var reader = PipeReader.Create(csv, new StreamPipeReaderOptions(bufferSize: 64 * 1024, leaveOpen: true));
        var skipping = false;
        while (true)
        {
            var read = await reader.ReadAsync(cancellation);
            var rest = read.Buffer;
            while (rest.PositionOf((byte)'\n') is { } end)
            {
                yield return skipping ? null : Line(rest.Slice(0, end));
                skipping = false;
                rest = rest.Slice(rest.GetPosition(1, end));
            }

            if (read.IsCompleted)
            {
                if (skipping || !rest.IsEmpty)
                {
                    yield return skipping ? null : Line(rest);
                }

                break;
            }

            if (rest.Length > MaxLineBytes)
            {
                skipping = true;
                rest = rest.Slice(rest.End);
            }

            reader.AdvanceTo(rest.Start, read.Buffer.End);
        }

        await reader.CompleteAsync();
    }

    private static byte[]? Line(ReadOnlySequence<byte> bytes)
    {
        var line = bytes.Length > MaxLineBytes ? null : bytes.ToArray();
        return line is [.. var text, (byte)'\r'] ? text : line;
    }

    [GeneratedRegex("^[A-Za-z0-9._/-]+\\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex VoterIdShape();
}
