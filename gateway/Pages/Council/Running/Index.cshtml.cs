using System.Globalization;
using Grpc.Core;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Calls;
using Participatory.Gateway.Security;
using Participatory.Operations.V1;
using Participatory.Words;
using Participatory.Words.Holdings;

namespace Participatory.Gateway.Pages.Council.Running;

/// <summary>How the processes are, side by side, and the messages that wait for a person.</summary>
[OpenTo(Role.Officer)]
public sealed class IndexModel(OperationsClients clients) : PageModel
{
    [BindProperty]
    public Guid RequestId { get; set; }

    /// <summary>Where the message waits, for example "voting".</summary>
    [BindProperty]
    public string? Process { get; set; }

    [BindProperty]
    public string? MessageId { get; set; }

    /// <summary>Who could not handle it; empty where it could not be sent.</summary>
    [BindProperty]
    public string? Consumer { get; set; }

    /// <summary>A message has just been sent again.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Sent { get; set; }

    public IReadOnlyList<ProcessSeen> Processes { get; private set; } = [];

    public bool AllWell => Processes.All(process => process.IsWell);

    /// <summary>What went because its time was over, of all processes.</summary>
    public IEnumerable<Removal> Removals => Processes.SelectMany(process => process.Removals).GroupBy(removal => removal.Kind)
        .Select(alike => new Removal
        {
            Kind = alike.Key, Total = alike.Sum(removal => removal.Total), LastTime = alike.Max(removal => removal.LastTime),
        })
        .OrderBy(removal => RemovalKinds.All.TakeWhile(kind => kind != removal.Kind).Count());

    /// <summary>In a sentence; of a kind that is new to this process its name.</summary>
    public static string Of(Say say, Removal removal) => say.Fill(
        Words.Running.RemovedLast,
        Words.Running.ResourceManager.GetString($"Removed{removal.Kind}", CultureInfo.CurrentUICulture) is { } forms
            ? say.Count(forms, removal.Total) : $"{removal.Kind}: {say.Number(removal.Total)}",
        say.Date(removal.LastTime));

    public Task OnGet(CancellationToken cancellation) => Load(cancellation);

    public async Task<IActionResult> OnPost(CancellationToken cancellation)
    {
        try
        {
            await SendAgain(cancellation);
            return Redirect(CouncilLinks.Running + "?sent=true");
        }
        catch (RpcException refusal) when (refusal.CanBePutRight() || refusal.StatusCode is Grpc.Core.StatusCode.NotFound
            or Grpc.Core.StatusCode.Unavailable or Grpc.Core.StatusCode.DeadlineExceeded)
        {
            ModelState.AddModelError("", refusal.StatusCode == Grpc.Core.StatusCode.DeadlineExceeded ? Words.Running.Silent
                : refusal.Status.Detail);
        }

        await Load(cancellation);
        return Page();
    }

    private async Task SendAgain(CancellationToken cancellation)
    {
        await clients.Of(Process ?? "").ResendParkedMessageAsync(
            new ResendParkedMessageRequest { RequestId = RequestId.ToString(), MessageId = MessageId ?? "", Consumer = Consumer ?? "" },
            cancellationToken: cancellation);
    }

    private async Task Load(CancellationToken cancellation) =>
        Processes = await Task.WhenAll(ServiceChannels.Names.Select(service => ProcessSeen.Ask(service, clients, cancellation)));
}
