using Grpc.Core;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Calls;
using Participatory.Gateway.Keeping;
using Participatory.Gateway.People;
using Participatory.Gateway.Security;
using Participatory.People.V1;

namespace Participatory.Gateway.Pages.SignIn;

/// <summary>
/// The link at the foot of an e-mail that can be stopped. To look at the page changes nothing: mail scanners follow every link. The button
/// stops it, and so does the one press in a mail program, which sends the form from elsewhere (RFC 8058); what may be done stands in
/// the address, so that no seal of ours is needed.
/// </summary>
[OpenTo(Role.Anyone)]
[NeverKept]
[IgnoreAntiforgeryToken]
public sealed class StopModel(PeopleAsGateway people) : PageModel
{
    /// <summary>What was stopped just now; null where nothing was.</summary>
    public StoppableMail? Stopped { get; private set; }

    /// <summary>The link is none of ours.</summary>
    public bool Gone { get; private set; }

    public async Task<IActionResult> OnPost(string token, CancellationToken cancellation)
    {
        var request = new StopMailRequest { RequestId = Guid.NewGuid().ToString(), Token = token };
        try
        {
            Stopped = (await people.Client.StopMailAsync(request, cancellationToken: cancellation)).Stopped;
        }
        catch (RpcException refusal) when (refusal.StatusCode == Grpc.Core.StatusCode.NotFound)
        {
            Gone = true;
            Response.StatusCode = StatusCodes.Status404NotFound;
        }

        return Page();
    }
}
