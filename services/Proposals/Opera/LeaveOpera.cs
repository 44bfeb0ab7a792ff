using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.V1;
using Participatory.Proposals.Voices;

namespace Participatory.Proposals.Opera;

/// <summary>Somebody gives their place up, for good. What they wrote on their own goes; what their pair agreed on stays.</summary>
internal sealed class LeaveOpera(Database database)
{
    public async Task<LeaveOperaResponse> Handle(LeaveOperaRequest request, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Opening(request.Secret).Check();
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(Caller.Nobody, request, LeaveOperaResponse.Parser) is { } before)
        {
            return before;
        }

        var (who, _) = await OperaParticipantRow.LockBySecret(transaction, request.Secret);
        await who.Delete(transaction);
        var answer = new LeaveOperaResponse();
        await transaction.Remember(Caller.Nobody, request, answer);
        await transaction.Commit();
        return answer;
    }
}
