using Grpc.Core;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Voting.Polls;
using Participatory.Voting.Roll;
using Participatory.Voting.V1;

namespace Participatory.Voting.Ballots;

/// <summary>Which ballot paper a code is for, and whether it has been used. Says nothing about the voter.</summary>
internal sealed class LookUpCode(Database database, CodeKey key, WrongCodes wrongCodes, SlowLane lane)
{
    private static readonly Sql SelectVoter = new("""
        SELECT v.area_code, CASE WHEN t.roll_position IS NULL THEN 0 ELSE 1 END AS has_voted
        FROM roll_entry v LEFT JOIN turnout t ON t.poll_id = v.poll_id AND t.roll_position = v.position
        WHERE v.poll_id = @pollId AND v.code_hash = @codeHash
        """);

    public async Task<LookUpCodeResponse> Handle(LookUpCodeRequest request, ServerCallContext context)
    {
        var code = VoterCode.Read(request.Code, out var complaint);
        new Fields().Id("poll_id", request.PollId).Require(code is not null, "code", complaint).Check();

        var codeHash = key.HashOf(request.PollId, code!.Value);
        var sources = Source.MarksIn(context);
        var known = !wrongCodes.AreMany(request.PollId, sources)
            || await lane.KnowsCode(request.PollId, codeHash, context.CancellationToken);
        if (known && await Load(request.PollId, codeHash, context.CancellationToken) is { } voter)
        {
            return new LookUpCodeResponse { AreaCode = voter.AreaCode, HasVoted = voter.HasVoted };
        }

        await wrongCodes.Note(request.PollId, sources, context.CancellationToken);
        throw CastRules.CodeUnknown();
    }

    private async Task<VoterRow?> Load(string pollId, byte[] codeHash, CancellationToken cancellation)
    {
        await using var session = await database.Read(cancellation);
        await PollRow.Load(session, pollId);
        return await session.One<VoterRow>(SelectVoter, new { pollId, codeHash });
    }

    private sealed record VoterRow
    {
        public string AreaCode { get; init; } = "";
        public bool HasVoted { get; init; }
    }
}
