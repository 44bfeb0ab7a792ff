using Participatory.Accountability.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.Accountability.Commitments;

/// <summary>An officer writes down what the council will do, until when and who does it.</summary>
internal sealed class MakeCommitment(Database database, TimeProvider clock)
{
    private static readonly TimeSpan Farthest = TimeSpan.FromDays(3650);

    private static readonly Sql CountAreas = new("""
        SELECT COUNT(*) FROM round_area WHERE round_id = @RoundId AND (@AreaCode = '' OR area_code = @AreaCode)
        """);

    private static readonly Sql Insert = new("""
        INSERT INTO commitment (commitment_id, round_id, kind, area_code, project_id, title, role, promised_at, due_at, reason, reason_by)
        VALUES (@CommitmentId, @RoundId, @Kind, @AreaCode, '', @Title, @Role, @PromisedAt, @DueAt, '', '')
        """);

    public async Task<Commitment> Handle(MakeCommitmentRequest request, Caller caller, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        new Fields()
            .RequestId(request.RequestId)
            .Id("round_id", request.RoundId)
            .Code("area_code", request.AreaCode, required: false)
            .Text("title", request)
            .Text("role", request)
            .Require(IsToCome(request, now), "due_time", AccountabilityReasons.DueDayWrong)
            .Check();

        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, Commitment.Parser) is { } before)
        {
            return before;
        }

        var areas = await transaction.One<long>(CountAreas, new { request.RoundId, request.AreaCode });
        var row = Decide(request, areas, caller, Guid.CreateVersion7().ToString(), now);
        await Add(transaction, row);
        var answer = row.ToMessage(now);
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }

    /// <param name="areas">How many areas the round has of those that the promise is for.</param>
    internal static CommitmentRow Decide(
        MakeCommitmentRequest request, long areas, Caller caller, string commitmentId, DateTimeOffset now)
    {
        if (areas == 0)
        {
            throw new Refusal(AccountabilityReasons.RoundOrAreaNotFound, field: "round_id");
        }

        CommitmentRow.MustActFor(caller, request.AreaCode);
        return new CommitmentRow
        {
            CommitmentId = commitmentId,
            RoundId = request.RoundId,
            Kind = StateText.Of(CommitmentKind.Written),
            AreaCode = request.AreaCode,
            Title = request.Title,
            Role = request.Role,
            PromisedAt = now,
            DueAt = request.DueTime.ToDateTimeOffset(),
        };
    }

    /// <summary>Keeps what an officer promises.</summary>
    internal static Task Add(Transaction transaction, CommitmentRow row) => transaction.Execute(Insert, row);

    private static bool IsToCome(MakeCommitmentRequest request, DateTimeOffset now) => IsToCome(request.DueTime, now);

    /// <summary>A day that a promise can be for. Pure.</summary>
    internal static bool IsToCome(Google.Protobuf.WellKnownTypes.Timestamp? time, DateTimeOffset now) =>
        time is { Nanos: >= 0 and <= 999_999_999 } due
        && due.Seconds > now.ToUnixTimeSeconds() && due.Seconds < (now + Farthest).ToUnixTimeSeconds();
}
