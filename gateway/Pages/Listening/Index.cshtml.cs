using Microsoft.AspNetCore.Mvc;
using Participatory.Access.V1;
using Participatory.Gateway.Security;
using Participatory.Proposals.V1;

namespace Participatory.Gateway.Pages.Listening;

/// <summary>A listener's page: how to listen, what is asked, and what waits to be read out.</summary>
[OpenTo(Role.Anyone)]
public sealed class IndexModel(ProposalsService.ProposalsServiceClient proposals) : ListenerPage(proposals)
{
    /// <summary>Somebody has just said no to what was written down.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Done { get; set; }

    public string QuestionOf(WrittenVoice written) =>
        Questions.FirstOrDefault(question => question.QuestionId == written.QuestionId)?.Words ?? "";

    public Task OnGet(string secret, CancellationToken cancellation) => LoadListening(secret, cancellation);
}
