using System.Collections.Immutable;
using Participatory.Counting.Elections;

namespace Participatory.Counting.Pabulib;

/// <summary>A row of PROJECTS.</summary>
/// <param name="Project">What rules look at; its cost is in minor units of <see cref="PbHeader.Scale"/>.</param>
/// <param name="Fields">The row as it stood, one text for each of <see cref="PbHeader.ProjectColumns"/>.</param>
public sealed record PbProject(Project Project, ImmutableArray<string> Fields);

/// <summary>The META and PROJECTS sections of a <c>.pb</c> file. Keys and columns that we have no use for are kept.</summary>
public sealed class PbHeader
{
    internal PbHeader(
        ImmutableArray<KeyValuePair<string, string>> meta,
        ImmutableArray<string> projectColumns,
        ImmutableArray<PbProject> projects,
        ImmutableArray<string> voteColumns,
        ElectionTerms terms)
    {
        Meta = meta;
        ProjectColumns = projectColumns;
        Projects = projects;
        VoteColumns = voteColumns;
        Terms = terms;
    }

    /// <summary>META's keys and values in the order of the file. Where a key stands twice the last one counts.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Meta { get; }

    /// <summary>The names of the columns of PROJECTS; <c>project_id</c> and <c>cost</c> are among them.</summary>
    public ImmutableArray<string> ProjectColumns { get; }

    /// <summary>The projects in the order of the file.</summary>
    public ImmutableArray<PbProject> Projects { get; }

    /// <summary>The names of the columns of VOTES; <c>vote</c> is among them.</summary>
    public ImmutableArray<string> VoteColumns { get; }

    /// <summary>Vote type, budget, scale and projects, as an election wants them.</summary>
    public ElectionTerms Terms { get; }

    /// <summary>How ballots are filled in.</summary>
    public VoteType VoteType => Terms.VoteType;

    /// <summary>META's <c>budget</c> in minor units.</summary>
    public long Budget => Terms.Budget;

    /// <summary>How many decimals money has here: <c>10^Scale</c> minor units are one whole unit.</summary>
    public int Scale => Terms.Scale;

    /// <summary>The value of a META key, or null when it is absent.</summary>
    /// <param name="key">For example <c>rule</c>; letter case matters, as in the format.</param>
    public string? this[string key] => Meta.LastOrDefault(pair => pair.Key == key).Value;

    /// <summary>
    /// The value of a key that is none of Pabulib's: from META's <c>comment</c> (<see cref="PbComment"/>), or, in files that were
    /// written before, from a key of that name; null when it is absent.
    /// </summary>
    /// <param name="key">For example <c>ties</c>.</param>
    public string? Noted(string key) => PbComment.Find(this["comment"] ?? "", key) ?? this[key];

    /// <summary>What a project's row says in a column, or null when the file has no such column.</summary>
    /// <param name="project">Index in <see cref="Projects"/>.</param>
    /// <param name="column">For example <c>category</c>.</param>
    public string? Field(int project, string column)
    {
        var at = ProjectColumns.IndexOf(column);
        return at < 0 ? null : Projects[project].Fields[at];
    }

    /// <summary>Makes a header to write, with the same checks as reading one.</summary>
    /// <param name="meta">Keys and values; <c>budget</c> and <c>vote_type</c> must be among them.</param>
    /// <param name="projectColumns">Names; <c>project_id</c> and <c>cost</c> must be among them.</param>
    /// <param name="projects">For each project as many fields as columns.</param>
    /// <param name="voteColumns">Names; <c>vote</c> must be among them, and <c>points</c> when the vote type has points.</param>
    /// <exception cref="PbFormatException">What was given does not make a <c>.pb</c> file; line and column are those of the file that it
    /// would be.</exception>
    public static PbHeader Create(
        IEnumerable<KeyValuePair<string, string>> meta,
        IReadOnlyList<string> projectColumns,
        IEnumerable<IReadOnlyList<string>> projects,
        IReadOnlyList<string> voteColumns)
    {
        // Writing it and reading it back leaves one place that knows what a valid header is.
        using var text = new MemoryStream();
        using (var writer = new StreamWriter(text, leaveOpen: true))
        {
            var rows = new PbWriter(writer);
            rows.WriteHeader(meta, projectColumns, projects, voteColumns);
        }

        text.Position = 0;
        return PbReader.Open(text).Header;
    }
}
