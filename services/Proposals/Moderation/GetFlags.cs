using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Moderation;
using Participatory.Platform.Storage;
using Participatory.Proposals.Ideas;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Moderation;

/// <summary>Shows an officer of the area what people said of words or a photo.</summary>
internal sealed class GetFlags(Database database)
{
    public async Task<GetFlagsResponse> Handle(GetFlagsRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().Idea(request.RoundId, request.ProposalId, request.Part).Check();
        await using var session = await database.Read(cancellation);
        caller.MustActIn([(await ProposalView.LoadShown(session, request.RoundId, request.ProposalId, caller)).AreaCode]);
        var flags = await Flags.Load(session, request.RoundId, request.ProposalId, StateText.Of(request.Part));
        return new GetFlagsResponse { Flags = { flags } };
    }
}
