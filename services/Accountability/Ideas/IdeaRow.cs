using System.Text.RegularExpressions;
using Participatory.Accountability.Reports;
using Participatory.Platform.Calls;
using Participatory.Platform.Storage;

namespace Participatory.Accountability.Ideas;

/// <summary>
/// What we know of an idea. It comes in pieces from several services and in any order: whichever piece comes first makes
/// the row, and no piece undoes another.
/// </summary>
internal sealed partial record IdeaRow
{
    private static readonly Sql Insert = new("""
        INSERT INTO idea (round_id, project_id, listed_as, area_code, title, proposer, withdrawn, on_paper, fenced, ended, ended_reason,
            ended_by, announced)
        SELECT @roundId, @projectId, @listedAs, '', '', '', 0, 0, 0, '', '', '', 0
        WHERE NOT EXISTS (SELECT 1 FROM idea {lock} WHERE round_id = @roundId AND project_id = @projectId)
        """);

    private static readonly Sql UpdateName = new("""
        UPDATE idea SET
            title = CASE WHEN @title <> '' AND title_number < @number THEN @title ELSE title END,
            title_number = CASE WHEN @title <> '' AND title_number < @number THEN @number ELSE title_number END,
            area_code = CASE WHEN area_code = '' THEN @areaCode ELSE area_code END,
            proposer = CASE WHEN proposer = '' THEN @proposer ELSE proposer END
        WHERE round_id = @roundId AND project_id = @projectId
        """);

    private static readonly Sql UpdateProposer = new("""
        UPDATE idea SET proposer = @proposer, proposer_number = @number
        WHERE round_id = @roundId AND project_id = @projectId AND proposer_number < @number
        """);

    private static readonly Sql UpdatePaid = new("""
        UPDATE idea SET paid_at = @paidAt WHERE round_id = @roundId AND project_id = @projectId AND (paid_at IS NULL OR paid_at > @paidAt)
        """);

    private static readonly Sql UpdateEnded = new("""
        UPDATE idea SET ended = @ended, ended_reason = @reason, ended_by = @by, ended_at = @at
        WHERE round_id = @roundId AND project_id = @projectId AND (ended_at IS NULL OR ended_at > @at)
        """);

    private static readonly Sql Select = new("""
        SELECT idea.round_id, idea.project_id, idea.area_code, idea.title, idea.proposer, idea.withdrawn, idea.won, idea.paid_at,
               (SELECT COUNT(*) FROM review WHERE review.round_id = idea.round_id AND review.project_id = idea.project_id) AS reviews,
               (SELECT COUNT(*) FROM report WHERE report.round_id = idea.round_id AND report.project_id = idea.project_id
               AND report.state <> 'REQUESTED') AS stories
        FROM idea WHERE idea.round_id = @roundId AND idea.project_id = @projectId
        """);

    private static readonly Sql SelectMine = new("""
        SELECT idea.round_id, idea.project_id, idea.area_code, idea.title, idea.proposer, idea.withdrawn, idea.won, idea.paid_at,
               (SELECT COUNT(*) FROM review WHERE review.round_id = idea.round_id AND review.project_id = idea.project_id) AS reviews,
               (SELECT COUNT(*) FROM report WHERE report.round_id = idea.round_id AND report.project_id = idea.project_id
               AND report.state <> 'REQUESTED') AS stories
        FROM idea
        WHERE idea.proposer = @subject AND idea.withdrawn = 0 AND idea.joined = 0
          AND (@roundId = '' OR idea.round_id = @roundId) AND (@projectId = '' OR idea.project_id = @projectId)
          AND (idea.round_id > @afterRound OR (idea.round_id = @afterRound AND idea.project_id > @afterProject))
        ORDER BY idea.round_id, idea.project_id {limit @count}
        """);

    /// <summary>What is said once the words of an idea stand comes after every version.</summary>
    public const int LastVersion = int.MaxValue;

    public string RoundId { get; init; } = "";
    public string ProjectId { get; init; } = "";
    public string AreaCode { get; init; } = "";
    public string Title { get; init; } = "";
    public string Proposer { get; init; } = "";
    public bool Withdrawn { get; init; }
    public bool? Won { get; init; }
    public DateTimeOffset? PaidAt { get; init; }
    public int Reviews { get; init; }
    public int Stories { get; init; }

    /// <summary>The idea, or null where we have not heard of it.</summary>
    public static Task<IdeaRow?> LoadOrNull(Session session, string roundId, string projectId) =>
        session.One<IdeaRow>(Select, new { roundId, projectId });

    /// <summary>The ideas of one person by round and number, after a place in that order.</summary>
    public static Task<IReadOnlyList<IdeaRow>> LoadMine(
        Session session, string subject, string roundId, string projectId, (string Round, string Project) after, int count) =>
        session.Many<IdeaRow>(
            SelectMine, new { subject, roundId, projectId, afterRound = after.Round, afterProject = after.Project, count });

    /// <summary>
    /// What sorts ids as people do: every number in it with its length before it, so that 9 comes before 10, and the id itself
    /// behind, since 9 and 09 are two.
    /// </summary>
    internal static string ListedAs(string projectId) =>
        $"{Numbers().Replace(projectId, number => number.Value.TrimStart('0') is var digits ? $"{digits.Length:D3}{digits}" : "")} "
            + $"{projectId}";

    [GeneratedRegex("[0-9]+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Numbers();

    /// <summary>Sees to it that there is a row, and fills in what it lacks. Empty is not known.</summary>
    /// <param name="number">The version of the idea that had this title: of several the highest counts.</param>
    public static async Task Upsert(
        Transaction transaction, string roundId, string projectId, string areaCode = "", string title = "", string proposer = "",
        int number = LastVersion)
    {
        await RoundTurn.Take(transaction, roundId);
        await transaction.Execute(Insert, new { roundId, projectId, listedAs = ListedAs(projectId) });
        if (areaCode.Length + title.Length + proposer.Length > 0)
        {
            await transaction.Execute(UpdateName, new { roundId, projectId, areaCode, title, proposer, number });
        }
    }

    /// <summary>Notes who proposes it since somebody left it to them; of several the highest number counts.</summary>
    public static async Task PassOn(Transaction transaction, string roundId, string projectId, string proposer, int number)
    {
        await Upsert(transaction, roundId, projectId);
        await transaction.Execute(UpdateProposer, new { roundId, projectId, proposer, number });
    }

    /// <summary>Notes when it was paid first.</summary>
    public static async Task MarkPaid(
        Transaction transaction, string roundId, string projectId, string areaCode, string title, DateTimeOffset paidAt)
    {
        await Upsert(transaction, roundId, projectId, areaCode, title);
        await transaction.Execute(UpdatePaid, new { roundId, projectId, paidAt });
    }

    /// <summary>Notes that its grant came to nothing.</summary>
    public static async Task MarkEnded(
        Transaction transaction, string roundId, string projectId, string areaCode, string title, string ended, string reason, string by,
            DateTimeOffset at)
    {
        await Upsert(transaction, roundId, projectId, areaCode, title);
        await transaction.Execute(UpdateEnded, new { roundId, projectId, ended, reason, by, at });
    }

    /// <summary>The same for an idea that is not there and one that is somebody else's.</summary>
    public static Refusal NotFound() =>
        new(AccountabilityReasons.IdeaNotFound, field: "project_id");
}

/// <summary>How the grant of an idea came to nothing; empty where it did not.</summary>
internal static class IdeaEnds
{
    public const string None = "";
    public const string Withdrawn = "WITHDRAWN";
    public const string Expired = "EXPIRED";
}
