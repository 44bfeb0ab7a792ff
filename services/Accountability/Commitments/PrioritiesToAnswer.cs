using Participatory.Accountability.Reports;
using Participatory.Accountability.V1;
using Participatory.Contracts.Proposals;
using Participatory.Platform.Calls;
using Participatory.Platform.Storage;

namespace Participatory.Accountability.Commitments;

/// <summary>
/// What an area has decided is a promise: the council answers each priority by its day. Made by what happens, so that nobody can leave it
/// out. Heard again it changes nothing, and an answer stays.
/// </summary>
internal static class PrioritiesToAnswer
{
    /// <summary>Before the id of the priority.</summary>
    public const string Prefix = "priority-";

    private static readonly Sql Insert = new("""
        INSERT INTO commitment (commitment_id, round_id, kind, area_code, project_id, title, role, promised_at, due_at, reason, reason_by)
        SELECT @commitmentId, @roundId, @kind, @areaCode, '', @title, @role, @promisedAt, @dueAt, '', ''
        WHERE NOT EXISTS (SELECT 1 FROM commitment {lock} WHERE commitment_id = @commitmentId)
        """);

    public static async Task Apply(PrioritiesDecided message, Transaction transaction)
    {
        await RoundTurn.Take(transaction, message.RoundId);
        foreach (var priority in message.Priorities)
        {
            await transaction.Execute(Insert, new
            {
                commitmentId = Prefix + priority.PriorityId,
                roundId = message.RoundId,
                kind = StateText.Of(CommitmentKind.Priority),
                areaCode = message.AreaCode,
                title = priority.Statement,
                role = message.Role,
                promisedAt = message.DecidedAt,
                dueAt = message.AnswerBy,
            });
        }
    }
}
