using System.Data.Common;
using Participatory.Platform.Calls;
using Participatory.Platform.Storage;
using Participatory.Voting.Polls;
using Participatory.Voting.Roll;
using Participatory.Voting.V1;

namespace Participatory.Voting.Ballots;

/// <summary>
/// Takes the one ballot of whoever holds a code. That the person voted and what the ballot says commit together, in two
/// tables that nothing joins. The platform's table of requests is not used: it would keep the order of casting.
/// </summary>
internal sealed class CastBallot(Database database, CodeKey key, TimeProvider clock)
{
    private static readonly Sql SelectBallot = new("SELECT area_code, request_hash FROM ballot WHERE poll_id = @pollId AND ballot_key = @ballotKey");

    private static readonly Sql SelectVoter = new("""
        SELECT v.position, v.area_code, c.budget_minor
        FROM roll_entry v JOIN contest c ON c.poll_id = v.poll_id AND c.area_code = v.area_code
        WHERE v.poll_id = @pollId AND v.code_hash = @codeHash
        """);

    private static readonly Sql SelectProjects = new("""
        SELECT area_code, position, project_id, title, cost_minor FROM project WHERE poll_id = @pollId AND area_code = @areaCode
        """);

    private static readonly Sql InsertTurnout = new("INSERT INTO turnout (poll_id, roll_position) VALUES (@pollId, @position)");

    private static readonly Sql InsertBallot = new("""
        INSERT INTO ballot (poll_id, ballot_key, area_code, choices, request_hash) VALUES (@pollId, @ballotKey, @areaCode, @choices, @requestHash)
        """);

    private static readonly Sql AddBallot = new("UPDATE contest SET ballots = ballots + 1 WHERE poll_id = @pollId AND area_code = @areaCode");

    public async Task<Receipt> Handle(CastBallotRequest request, CancellationToken cancellation)
    {
        var (code, requestId) = Check(request);
        var pollId = request.PollId;
        var casting = new Casting(pollId, requestId);
        var requestHash = casting.RequestHash(code.Text, request.ProjectIds);

        await using var transaction = await database.Begin(cancellation);
        // Whoever closes the poll waits for this ballot, or this ballot finds it closed.
        var poll = await PollRow.Lock(transaction, pollId);
        if (await transaction.One<BallotRow>(SelectBallot, new { pollId, ballotKey = casting.BallotKey }) is { } before)
        {
            return before.RequestHash.AsSpan().SequenceEqual(requestHash)
                ? ReceiptOf(casting, request, before.AreaCode)
                : throw new Refusal(Reasons.RequestIdReused, "This request id was used for another ballot. Please make a new one for each new ballot.", "request_id");
        }

        var voter = await transaction.One<VoterRow>(SelectVoter, new { pollId, codeHash = key.HashOf(pollId, code) }) ?? throw CodeUnknown();
        poll.RequireOpen(clock.GetUtcNow());
        await MarkAsVoted(transaction, pollId, voter.Position);
        var projects = await transaction.Many<ProjectRow>(SelectProjects, new { pollId, areaCode = voter.AreaCode });
        var choices = Choices.Check(poll, voter.BudgetMinor, projects, request.ProjectIds);

        await transaction.Execute(InsertBallot, new { pollId, ballotKey = casting.BallotKey, areaCode = voter.AreaCode, choices = Choices.ToText(choices), requestHash });
        await transaction.Execute(AddBallot, new { pollId, areaCode = voter.AreaCode });
        await transaction.Commit();
        return ReceiptOf(casting, request, voter.AreaCode);
    }

    /// <summary>No letter of this poll has the code.</summary>
    internal static Refusal CodeUnknown() => new(
        VotingReasons.CodeUnknown, "This code is not one of this vote's. Please check that your letter is for this vote.", "code");

    private static (VoterCode Code, Guid RequestId) Check(CastBallotRequest request)
    {
        var isUuid = Guid.TryParseExact(request.RequestId, "D", out var requestId) && requestId is { Version: 4, Variant: >= 8 and <= 11 };
        var code = VoterCode.Read(request.Code, out var complaint);
        new Fields()
            .Require(isUuid, "request_id", "Please send a random UUID (version 4), and the same one when you try again.")
            .Id("poll_id", request.PollId)
            .Require(code is not null, "code", complaint)
            .Require(request.ProjectIds.Count <= Choices.MaxNamed, "project_ids", $"Please name at most {Choices.MaxNamed:N0} projects.")
            .Check();
        return (code!.Value, requestId);
    }

    // The primary key is what makes it one ballot for one person; nobody has looked before.
    private static async Task MarkAsVoted(Transaction transaction, string pollId, long position)
    {
        try
        {
            await transaction.Execute(InsertTurnout, new { pollId, position });
        }
        catch (DbException failure) when (Dialect.IsUniqueViolation(failure))
        {
            throw new Refusal(VotingReasons.AlreadyVoted, "Somebody has voted with this code already, and each code is for one ballot. If it was not you, please tell us.", "code");
        }
    }

    private static Receipt ReceiptOf(Casting casting, CastBallotRequest request, string areaCode) => new()
    {
        PollId = request.PollId,
        AreaCode = areaCode,
        TrackingCode = casting.TrackingCode(areaCode, request.ProjectIds),
    };

    private sealed record BallotRow
    {
        public string AreaCode { get; init; } = "";
        public byte[] RequestHash { get; init; } = [];
    }

    private sealed record VoterRow
    {
        public long Position { get; init; }
        public string AreaCode { get; init; } = "";
        public long BudgetMinor { get; init; }
    }
}
