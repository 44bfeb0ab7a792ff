using Grpc.Core;
using Grpc.Net.Client;
using Participatory.Accountability.V1;
using Participatory.Grants.V1;
using Participatory.People.Persons;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Proposals.V1;
using Participatory.Voting.V1;

namespace Participatory.Standalone.Demo;

/// <summary>The public gRPC doors, as each of the people finds them.</summary>
internal sealed class Doors(Uri address, Func<Caller, string> vouch) : IDisposable
{
    private readonly GrpcChannel channel = Channels.To(
        address.ToString(), ProposalsService.Descriptor, VotingService.Descriptor, GrantsService.Descriptor,
            AccountabilityService.Descriptor);

    /// <summary>A demonstration may run on an old laptop that is busy with other things.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>The council officer.</summary>
    public Door Officer => As(DemoPeople.Officer.Caller);

    /// <summary>The finance officer.</summary>
    public Door Finance => As(DemoPeople.Finance.Caller);

    /// <summary>The volunteer whose group gets the grants.</summary>
    public Door Volunteer => As(DemoPeople.Volunteer.Caller);

    /// <summary>A group that the volunteer founded and that proposes, too; empty where there is none.</summary>
    public string Group { get; set; } = "";

    /// <summary>Somebody else who may say yes to money for it.</summary>
    public Door Neighbour => As(DemoPeople.Resident.Caller);

    /// <summary>The idea whose grant became the group's by the neighbour's yes; empty where none did.</summary>
    public string Moved { get; set; } = "";

    /// <summary>Whoever is asked how it went with a grant.</summary>
    public Door TellerOf(string projectId) => projectId == Moved ? Neighbour : Volunteer;

    /// <summary>Somebody who is not signed in.</summary>
    public Door Anyone => As(Caller.Nobody);

    /// <summary>One of the residents of the town.</summary>
    public Door Resident(int number) => As(new Caller($"demo-resident-{number}", "", new HashSet<Access.V1.Role>(), new HashSet<string>()));

    public void Dispose() => channel.Dispose();

    private Door As(Caller caller)
    {
        var invoker = channel.For(() => caller.IsSignedIn ? vouch(caller) : null, Patience);
        return new Door(new(invoker), new(invoker), new(invoker), new(invoker));
    }
}

/// <summary>The four services for one caller.</summary>
internal sealed record Door(
    ProposalsService.ProposalsServiceClient Proposals,
    VotingService.VotingServiceClient Voting,
    GrantsService.GrantsServiceClient Grants,
    AccountabilityService.AccountabilityServiceClient Accountability);
