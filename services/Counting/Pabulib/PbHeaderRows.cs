using System.Collections.Immutable;
using System.Text;
using Participatory.Counting.Elections;

namespace Participatory.Counting.Pabulib;

/// <summary>Takes the rows of META and PROJECTS, one after the other, up to and including the column names of VOTES.</summary>
internal sealed class PbHeaderRows(PbOptions options, PbForgiveness forgiveness)
{
    private readonly List<KeyValuePair<string, string>> meta = [];
    private readonly List<PbProjectRow> projects = [];
    private readonly HashSet<string> ids = new(StringComparer.Ordinal);
    private ImmutableArray<string> projectColumns;
    private ImmutableArray<string> voteColumns;
    private Stage stage = Stage.Start;
    private VoteType? voteType;
    private (long Mantissa, int Decimals, int Line, int Column)? budget;
    private int idColumn;
    private int costColumn;
    private int nameColumn;

    private enum Stage
    {
        Start,
        MetaColumns,
        Meta,
        ProjectColumns,
        Projects,
        VoteColumns,
        Done,
    }

    private sealed record PbProjectRow(string Id, long Mantissa, int Decimals, int Line, int Column, ImmutableArray<string> Fields);

    /// <summary>Takes a row.</summary>
    /// <returns>True when the next row is a ballot.</returns>
    public bool Take(PbScanner row)
    {
        if (row.BytesRead > PbLimits.HeaderBytes)
        {
            throw row.Error(0, null, "META and PROJECTS together are larger than 64 mebibytes, which no ballot paper is.");
        }

        if (row.TrailingAfterQuote is >= 0 and var field)
        {
            forgiveness.Forgive(row, field, null, "Text follows a closing quotation mark; it was taken as part of the field.");
        }

        if (IsSection(row, ""))
        {
            forgiveness.Forgive(row, 0, null, "This line holds nothing but separators; it was left out.");
            return false;
        }

        switch (stage)
        {
            case Stage.Start:
                Expect(row, "META");
                stage = Stage.MetaColumns;
                break;
            case Stage.MetaColumns:
                TakeMetaColumns(row);
                break;
            case Stage.Meta when IsSection(row, "PROJECTS"):
                EndMeta(row);
                break;
            case Stage.Meta:
                TakeMeta(row);
                break;
            case Stage.ProjectColumns:
                TakeProjectColumns(row);
                break;
            case Stage.Projects when IsSection(row, "VOTES"):
                stage = Stage.VoteColumns;
                break;
            case Stage.Projects:
                TakeProject(row);
                break;
            case Stage.VoteColumns:
                TakeVoteColumns(row);
                break;
        }

        return stage == Stage.Done;
    }

    /// <summary>What is wrong when the file ends before <see cref="Take"/> returned true.</summary>
    public PbFormatException EndedEarly(PbScanner row) => new(
        Math.Max(1, row.Line), 1, null, stage switch
        {
            Stage.Start => "The file is empty. A .pb file begins with a line that says META.",
            Stage.MetaColumns or Stage.Meta => "The file ends in its META section. PROJECTS and VOTES are missing.",
            Stage.ProjectColumns or Stage.Projects => "The file ends in its PROJECTS section. VOTES is missing.",
            _ => "The file ends before the column names of VOTES.",
        });

    public PbHeader ToHeader()
    {
        var scale = Math.Max(budget!.Value.Decimals, projects.Select(project => project.Decimals).DefaultIfEmpty().Max());
        scale = options.Scale ?? scale;
        var amount = Scaled(budget.Value.Mantissa, budget.Value.Decimals, scale, budget.Value.Line, budget.Value.Column, "budget");
        var rows = projects.Select(row => new PbProject(
            new Project(
                row.Id,
                Scaled(row.Mantissa, row.Decimals, scale, row.Line, row.Column, "cost"),
                nameColumn < 0 ? "" : row.Fields[nameColumn]),
            row.Fields)).ToImmutableArray();
        var terms = new ElectionTerms(voteType!.Value, amount, scale, rows.Select(row => row.Project).ToImmutableArray());
        return new PbHeader([.. meta], projectColumns, rows, voteColumns, terms);
    }

    private static long Scaled(long mantissa, int decimals, int scale, int line, int column, string field)
    {
        if (decimals > scale)
        {
            throw new PbFormatException(
                line, column, field, $"This amount has {decimals} decimals, and {scale} are the most that can be taken here.");
        }

        return PbDecimal.TryScale(mantissa, scale - decimals, out var amount)
            ? amount
            : throw new PbFormatException(
                line, column, field,
                $"With {scale} decimals, which this file's amounts need, this amount is too large to be counted exactly.");
    }

    private static bool IsSection(PbScanner row, string name)
    {
        for (var field = 1; field < row.Count; field++)
        {
            if (row[field].Length > 0)
            {
                return false;
            }
        }

        return Ascii.EqualsIgnoreCase(row[0], Encoding.ASCII.GetBytes(name));
    }

    private static void Expect(PbScanner row, string section)
    {
        if (!IsSection(row, section))
        {
            throw row.Error(
                0, null, $"A .pb file begins with a line that says {section}, and this one says \"{PbScanner.Shorten(row[0])}\".");
        }
    }

    private void TakeMetaColumns(PbScanner row)
    {
        if (row.Text(0) is not "key" || row.Text(1) is not "value")
        {
            throw row.Error(0, null, "After META the next line must be key;value.");
        }

        stage = Stage.Meta;
    }

    private void TakeMeta(PbScanner row)
    {
        var key = row.Text(0);
        if (IsSection(row, "VOTES"))
        {
            throw row.Error(0, null, "VOTES comes before PROJECTS. The order is META, PROJECTS, VOTES.");
        }

        if (key.Length == 0)
        {
            throw row.Error(0, null, "This line of META has no key.");
        }

        if (meta.Count == PbLimits.MetaKeys)
        {
            throw row.Error(0, key, $"META has more than {PbLimits.MetaKeys} keys.");
        }

        if (meta.Exists(pair => pair.Key == key))
        {
            forgiveness.Forgive(row, 0, key, $"META says {key} twice; the later one counts.");
        }

        RefuseMore(row, 2, key);
        meta.Add(new KeyValuePair<string, string>(key, row.Text(1)));
        switch (key)
        {
            case "budget":
                var (mantissa, decimals) = Amount(row, 1, key);
                var (line, column) = row.Place(1);
                budget = (mantissa, decimals, line, column);
                break;
            case "vote_type":
                voteType = VoteTypes.FromPabulib(row.Text(1))
                    ?? throw row.Error(
                        1, key, $"\"{PbScanner.Shorten(row[1])}\" is not a vote type. Known are approval, choose-1, cumulative, scoring "
                            + "and ordinal.");
                break;
        }
    }

    private void EndMeta(PbScanner row)
    {
        if (budget is null)
        {
            throw row.Error(0, "budget", "META ends here and has not said the budget.");
        }

        if (voteType is null)
        {
            throw row.Error(0, "vote_type", "META ends here and has not said the vote_type.");
        }

        stage = Stage.ProjectColumns;
    }

    private void TakeProjectColumns(PbScanner row)
    {
        projectColumns = Columns(row, "PROJECTS");
        idColumn = Needed(row, projectColumns, "project_id", "PROJECTS");
        costColumn = Needed(row, projectColumns, "cost", "PROJECTS");
        nameColumn = projectColumns.IndexOf("name");
        stage = Stage.Projects;
    }

    private void TakeProject(PbScanner row)
    {
        var id = row.Text(idColumn);
        if (ProjectIds.Complaint(id) is { } complaint)
        {
            throw row.Error(idColumn, "project_id", $"The project's id {complaint}.");
        }

        if (id.Contains(',', StringComparison.Ordinal))
        {
            throw row.Error(idColumn, "project_id", "A project's id may not contain a comma, since commas separate ids on ballots.");
        }

        if (!ids.Add(id))
        {
            throw row.Error(idColumn, "project_id", $"Project {PbScanner.Shorten(row[idColumn])} stands here for the second time.");
        }

        if (projects.Count == PbLimits.Projects)
        {
            throw row.Error(idColumn, "project_id", $"There are more than {PbLimits.Projects} projects.");
        }

        RefuseMore(row, projectColumns.Length, null);
        var (mantissa, decimals) = Amount(row, costColumn, "cost");
        var (line, column) = row.Place(costColumn);
        projects.Add(new PbProjectRow(id, mantissa, decimals, line, column, Texts(row, projectColumns.Length)));
    }

    private void TakeVoteColumns(PbScanner row)
    {
        voteColumns = Columns(row, "VOTES");
        Needed(row, voteColumns, "vote", "VOTES");
        if (voteType!.Value.HasPoints())
        {
            Needed(row, voteColumns, "points", "VOTES");
        }

        stage = Stage.Done;
    }

    internal static ImmutableArray<string> Texts(PbScanner row, int columns)
    {
        var texts = ImmutableArray.CreateBuilder<string>(columns);
        for (var field = 0; field < columns; field++)
        {
            texts.Add(row.Text(field));
        }

        return texts.MoveToImmutable();
    }

    private void RefuseMore(PbScanner row, int columns, string? name)
    {
        for (var field = columns; field < row.Count; field++)
        {
            if (row[field].Length > 0)
            {
                throw row.Error(
                    field, name,
                    $"This line has {row.Count} fields and only {columns} are expected. Put a text that contains semicolons inside "
                        + "quotation marks.");
            }
        }

        if (row.Count > columns)
        {
            forgiveness.Forgive(row, columns, name, "The line ends with empty fields too many; they were left out.");
        }
    }

    private static ImmutableArray<string> Columns(PbScanner row, string section)
    {
        if (row.Count > PbLimits.Columns)
        {
            throw row.Error(PbLimits.Columns, null, $"{section} has more than {PbLimits.Columns} columns.");
        }

        var count = row.Count;
        while (count > 1 && row[count - 1].Length == 0)
        {
            count--;
        }

        var columns = Texts(row, count);
        for (var field = 0; field < columns.Length; field++)
        {
            if (columns.IndexOf(columns[field]) < field && columns[field].Length > 0)
            {
                throw row.Error(field, columns[field], $"{section} has two columns with this name.");
            }
        }

        return columns;
    }

    private static int Needed(PbScanner row, ImmutableArray<string> columns, string name, string section)
    {
        var at = columns.IndexOf(name);
        return at >= 0 ? at : throw row.Error(0, name, $"{section} has no column {name}. The line after {section} must name the columns.");
    }

    private static (long Mantissa, int Decimals) Amount(PbScanner row, int field, string name)
    {
        if (row[field].Length == 0)
        {
            throw row.Error(field, name, $"The {name} is missing.");
        }

        if (PbDecimal.Read(row[field], out var mantissa, out var decimals) is { } complaint)
        {
            throw row.Error(field, name, complaint);
        }

        if (mantissa < 0)
        {
            throw row.Error(field, name, $"The {name} is below zero.");
        }

        return decimals <= ElectionBuilder.MaxScale
            ? (mantissa, decimals)
            : throw row.Error(field, name, $"The {name} has more than {ElectionBuilder.MaxScale} decimals.");
    }
}
