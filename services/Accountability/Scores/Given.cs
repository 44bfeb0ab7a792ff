using Participatory.Accountability.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Storage;

namespace Participatory.Accountability.Scores;

/// <summary>
/// That a group has told us something about a step, so that it tells once. What it told lies in another table, under a
/// random id, without a time: nothing leads from one to the other, not even for us, and so it cannot be shown to the
/// group again or changed. For the same reason such a request leaves no answer under its request id.
/// </summary>
internal sealed record Given
{
    private static readonly Sql Insert = new("""
        INSERT INTO given (round_id, project_id, step, kind)
        SELECT @roundId, @projectId, @step, @kind
        WHERE NOT EXISTS (SELECT 1 FROM given {lock}
        WHERE round_id = @roundId AND project_id = @projectId AND step = @step AND kind = @kind)
        """);

    private static readonly Sql SelectOf = new("""
        SELECT given.round_id, given.project_id, given.step, given.kind
        FROM given JOIN idea ON idea.round_id = given.round_id AND idea.project_id = given.project_id
        WHERE idea.proposer = @subject AND (@roundId = '' OR given.round_id = @roundId)
        """);

    public string RoundId { get; init; } = "";
    public string ProjectId { get; init; } = "";
    public string Step { get; init; } = "";
    public string Kind { get; init; } = "";

    /// <summary>Notes that the group tells us now; false where it has before.</summary>
    public static async Task<bool> IsFirst(Transaction transaction, string roundId, string projectId, Step step, string kind) =>
        await transaction.Execute(Insert, new { roundId, projectId, step = StateText.Of(step), kind }) == 1;

    /// <summary>What one person has told us about.</summary>
    public static async Task<IReadOnlySet<Given>> Load(Session session, string subject, string roundId) =>
        (await session.Many<Given>(SelectOf, new { subject, roundId })).ToHashSet();
}

/// <summary>What a group can tell us about a step.</summary>
internal static class GivenKinds
{
    public const string Score = "SCORE";
    public const string Minutes = "MINUTES";
}
