using Grpc.Core;
using Participatory.Platform.Calls;
using Participatory.Platform.Storage;
using Participatory.Voting.Polls;
using Participatory.Voting.Roll;
using Participatory.Voting.V1;

namespace Participatory.Voting.Ballots;

/// <summary>Which ballot paper a code is for, and whether it has been used. Says nothing about the voter.</summary>
internal sealed class LookUpCode(Database database, CodeKey key, WrongCodes wrongCodes)
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

        await using var session = await database.Read(context.CancellationToken);
        await PollRow.Load(session, request.PollId);
        var voter = await session.One<VoterRow>(
            SelectVoter, new { pollId = request.PollId, codeHash = key.HashOf(request.PollId, code!.Value) });
        wrongCodes.Check(request.PollId, WrongCodes.SourceOf(context), code.Value, isRight: voter is not null);
        return voter is null ? throw CastRules.CodeUnknown()
            : new LookUpCodeResponse { AreaCode = voter.AreaCode, HasVoted = voter.HasVoted };
    }

    private sealed record VoterRow
    {
        public string AreaCode { get; init; } = "";
        public bool HasVoted { get; init; }
    }
}
