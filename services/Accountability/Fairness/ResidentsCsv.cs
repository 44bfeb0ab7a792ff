using System.Globalization;
using Participatory.Accountability.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Tables;
using Participatory.Words;

namespace Participatory.Accountability.Fairness;

/// <summary>
/// Reads numbers of the people who live in each area: CSV with the columns area, characteristic, group and people in any order, as
/// spreadsheets write it (see <see cref="Csv"/>). All of it can be used, or each line that cannot is named with its reason.
/// </summary>
internal sealed class ResidentsCsv
{
    /// <summary>The most lines below the headings.</summary>
    public const int MaxLines = 20_000;

    /// <summary>The longest line in characters.</summary>
    public const int MaxLineLength = 1_000;

    /// <summary>More people than live in any country of ours.</summary>
    public const long MostPeople = 100_000_000;

    /// <summary>How many faults are named one by one.</summary>
    public const int MostFaults = 100;

    private const int LongestNamed = 40;

    private static readonly string[] Columns = ["area", "characteristic", "group", "people"];

    private static readonly Dictionary<string, AboutMe> Characteristics =
        Questions.OfResidents.ToDictionary(Questions.NameInFiles, StringComparer.OrdinalIgnoreCase);

    private readonly HashSet<string> areas;
    private readonly List<Fault> faults = [];
    private readonly Dictionary<(string Area, AboutMe Question, string Group), long> lines = [];
    private readonly List<ResidentsNumber> numbers = [];
    private int[] places = [];
    private int count;

    private ResidentsCsv(IEnumerable<string> areas) => this.areas = areas.ToHashSet(StringComparer.Ordinal);

    /// <summary>Every number of the file.</summary>
    /// <param name="areas">The codes of the areas that there are.</param>
    /// <exception cref="Refusal">With each line at fault, the first of them by name.</exception>
    public static async Task<IReadOnlyList<ResidentsNumber>> Read(
        ReadOnlyMemory<byte> file, IEnumerable<string> areas, CancellationToken cancellation)
    {
        var reading = new ResidentsCsv(areas);
        await using var csv = new MemoryStream(file.ToArray(), writable: false);
        var first = true;
        await foreach (var row in Csv.Read(csv, MaxLineLength, severalLines: false, cancellation))
        {
            if (first && !reading.Headings(row))
            {
                break;
            }

            if (!first && !reading.Line(row))
            {
                break;
            }

            first = false;
        }

        if (reading.numbers.Count == 0 && reading.faults.Count == 0)
        {
            reading.Add(AccountabilityReasons.ResidentsEmpty);
        }

        reading.Check();
        return reading.numbers;
    }

    private bool Headings(TableRow row)
    {
        var found = row.Cells.Select(cell => Plain(cell).Replace("areacode", "area", StringComparison.Ordinal)).ToList();
        places = [.. Columns.Select(name => found.IndexOf(name))];
        if (found.Count == Columns.Length && places.All(place => place >= 0))
        {
            return true;
        }

        if (row.Cells.Count == 0)
        {
            Add(AccountabilityReasons.ResidentsUnreadable);
        }
        else
        {
            Add(AccountabilityReasons.ResidentsHeadings, ("found", row.Cells.Take(Columns.Length + 1).Select(Short)));
        }

        return false;
    }

    /// <returns>False where nothing after it is read.</returns>
    private bool Line(TableRow row)
    {
        if (++count > MaxLines)
        {
            Add(AccountabilityReasons.ResidentsTooMany, ("line", row.Line), ("max", MaxLines));
            return false;
        }

        if (row.Fault != RowFault.None || row.Cells.Count > Columns.Length)
        {
            Add(
                row.Fault switch
                {
                    RowFault.TooLong => AccountabilityReasons.ResidentsLineLong,
                    RowFault.NotUtf8 => AccountabilityReasons.ResidentsLineNotUtf8,
                    RowFault.Quotes => AccountabilityReasons.ResidentsLineQuotes,
                    _ => AccountabilityReasons.ResidentsLineColumns,
                },
                ("line", row.Line), ("max", MaxLineLength), ("columns", row.Cells.Count));
            return true;
        }

        string[] cells = [.. places.Select(place => place < row.Cells.Count ? row.Cells[place] : "")];
        if (Fault(cells, out var question, out var people) is (var reason, var found))
        {
            Add(reason, ("line", row.Line), ("found", Short(found)));
            return true;
        }

        var group = cells[2].ToLowerInvariant();
        if (!lines.TryAdd((cells[0], question, group), row.Line))
        {
            Add(AccountabilityReasons.ResidentsLineTwice, ("line", row.Line), ("first", lines[(cells[0], question, group)]));
            return true;
        }

        numbers.Add(new ResidentsNumber
        {
            AreaCode = cells[0], Question = Questions.NameOf(question), Choice = group, People = people,
        });
        return true;
    }

    // The first cell from the left that cannot be used, and why.
    private (Reason Reason, string Found)? Fault(string[] cells, out AboutMe question, out long people)
    {
        people = 0;
        var known = Characteristics.TryGetValue(Plain(cells[1]), out question);
        if (!areas.Contains(cells[0]))
        {
            return (AccountabilityReasons.ResidentsLineArea, cells[0]);
        }

        if (!known)
        {
            return (AccountabilityReasons.ResidentsLineCharacteristic, cells[1]);
        }

        if (!Questions.Groups[question].Contains(cells[2], StringComparer.OrdinalIgnoreCase))
        {
            return (AccountabilityReasons.ResidentsLineGroup, cells[2]);
        }

        if (cells[3].StartsWith('-') && decimal.TryParse(cells[3], NumberStyles.Number, CultureInfo.InvariantCulture, out _))
        {
            return (AccountabilityReasons.ResidentsLineNegative, cells[3]);
        }

        if (cells[3].Length == 0 || cells[3].Any(sign => !char.IsAsciiDigit(sign)))
        {
            return (AccountabilityReasons.ResidentsLineNumber, cells[3]);
        }

        return long.TryParse(cells[3], NumberStyles.None, CultureInfo.InvariantCulture, out people) && people <= MostPeople
            ? null
            : (AccountabilityReasons.ResidentsLineLarge, cells[3]);
    }

    private void Add(Reason reason, params IReadOnlyList<Value> values) => faults.Add(new Fault("content", reason, values));

    // The first by name, the others as a number, so that the answer stays readable.
    private void Check()
    {
        if (faults.Count == 0)
        {
            return;
        }

        var told = faults.Take(MostFaults).ToList();
        if (faults.Count > told.Count)
        {
            told.Add(new Fault("content", AccountabilityReasons.ResidentsFaultsMore, [("count", faults.Count - told.Count)]));
        }

        throw new Refusal(AccountabilityReasons.ResidentsAtFault, [("count", faults.Count)], told);
    }

    // "Area code" is what a person makes of area_code.
    private static string Plain(string cell) =>
        string.Concat(cell.Where(sign => sign is not (' ' or '_' or '-'))).ToLowerInvariant();

    private static string Short(string cell) => cell.Length > LongestNamed ? cell[..LongestNamed] + "…" : cell;
}
