using Participatory.People.Following;
using Participatory.People.SignIn;
using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.People.Notices;

/// <summary>Stops e-mails of one kind with the link at the foot of one of them. Nobody has to sign in for it.</summary>
internal sealed class StopMail(Database database, MailLinks links, TimeProvider clock)
{
    private static readonly int LongestToken = FieldLimits.LengthOf(StopMailRequest.Descriptor, "token");

    public async Task<StopMailResponse> Handle(StopMailRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Check();
        if (request.Token.Length > LongestToken || links.ReadStop(request.Token) is not var (kind, whose))
        {
            throw new Refusal(PeopleReasons.LinkGone, field: "token");
        }

        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, StopMailResponse.Parser) is { } before)
        {
            return before;
        }

        if (kind == StoppedMail.Following)
        {
            await FollowingRow.StopAll(transaction, whose);
        }
        else
        {
            await StoppedMail.Stop(transaction, whose, kind, clock.GetUtcNow());
        }

        var answer = new StopMailResponse { Stopped = StateText.Read<StoppableMail>(kind) };
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }
}
