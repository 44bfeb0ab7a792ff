using System.Security.Cryptography;
using System.Text;
using Participatory.Platform.Storage;

namespace Participatory.Accountability.Commitments;

/// <summary>
/// Where officers have found both that an idea can be done and that it cannot, that stands among the commitments, with the
/// finding that counts and who made it. Worked out anew from all findings each time, so their order does not matter.
/// </summary>
internal static class ShowChangedMind
{
    private static readonly Sql Delete = new("DELETE FROM commitment WHERE commitment_id = @commitmentId");

    private static readonly Sql Insert = new("""
        INSERT INTO commitment (commitment_id, round_id, kind, area_code, project_id, title, role, promised_at, due_at, settled_at, reason,
            reason_by)
        SELECT @commitmentId, idea.round_id, 'CHANGED_MIND', idea.area_code, idea.project_id, idea.title, '',
               (SELECT MIN(reviewed_at) FROM review WHERE round_id = @roundId AND project_id = @projectId),
               latest.reviewed_at, latest.reviewed_at, latest.reason, latest.reviewed_by
        FROM idea
        JOIN review latest ON latest.round_id = idea.round_id AND latest.project_id = idea.project_id
        WHERE idea.round_id = @roundId AND idea.project_id = @projectId
          AND latest.reviewed_at = (SELECT MAX(reviewed_at) FROM review WHERE round_id = @roundId AND project_id = @projectId)
          AND EXISTS (
            SELECT 1 FROM review earlier
            WHERE earlier.round_id = @roundId AND earlier.project_id = @projectId AND earlier.feasible <> latest.feasible)
        """);

    private static readonly Sql UpdateAreas = new("""
        UPDATE commitment
        SET area_code = (SELECT idea.area_code FROM idea
        WHERE idea.round_id = commitment.round_id AND idea.project_id = commitment.project_id)
        WHERE round_id = @roundId AND kind = 'CHANGED_MIND' AND area_code = ''
        """);

    /// <summary>Once the areas of ideas are known, perhaps after what was found about them.</summary>
    public static Task FillInAreas(Transaction transaction, string roundId) => transaction.Execute(UpdateAreas, new { roundId });

    public static async Task Look(Transaction transaction, string roundId, string projectId)
    {
        var commitmentId = IdOf(roundId, projectId);
        await transaction.Execute(Delete, new { commitmentId });
        await transaction.Execute(Insert, new { commitmentId, roundId, projectId });
    }

    // The ids of a round and of an idea together may be longer than an id can be.
    private static string IdOf(string roundId, string projectId) =>
        $"changed-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{roundId}\n{projectId}")).AsSpan(0, 16))}";
}
