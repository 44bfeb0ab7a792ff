using System.Diagnostics;
using Grpc.Core;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Calls;
using Participatory.Gateway.Keeping;
using Participatory.Gateway.Security;

namespace Participatory.Gateway.Pages;

/// <summary>What people see when something is not there, not theirs, refused or broken; and what to do next.</summary>
[OpenTo(Role.Anyone)]
[NeverKept]
[IgnoreAntiforgeryToken]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class ErrorModel : PageModel
{
    public string Title { get; private set; } = "";

    public string Sentence { get; private set; } = "";

    public string? Next { get; private set; }

    /// <summary>The trace to quote; only where it broke on our side.</summary>
    public string? Reference { get; private set; }

    public void OnGet(int? status) => Show(status);

    // A form that was refused comes here as a POST.
    public void OnPost(int? status) => Show(status);

    private void Show(int? status)
    {
        var failure = HttpContext.Features.Get<IExceptionHandlerFeature>()?.Error;
        // Whoever opens this address by hand sees what they asked for, with its own status.
        var code = status is >= 400 and < 600 ? status.Value : Math.Max(Response.StatusCode, StatusCodes.Status400BadRequest);
        Response.StatusCode = code;
        (Title, Sentence, Next) = code switch
        {
            404 => (Words.Problems.NotFoundTitle, Words.Problems.NotFoundWords, Words.Problems.NotFoundNext),
            401 or 403 => (Words.Problems.NotYoursTitle, Words.Problems.NotYoursWords, Words.Problems.NotYoursNext),
            413 => (Words.Problems.TooLargeTitle, Words.Problems.TooLargeWords, null),
            429 => (Words.Problems.TooManyTitle, Words.Problems.TooManyWords, null),
            502 or 503 or 504 => (Words.Problems.BusyTitle, Words.Problems.BusyWords, null),
            400 when failure is null => (Words.Problems.StaleTitle, Words.Problems.StaleWords, null),
            < 500 => (Words.Problems.RefusedTitle, Words.Problems.TryAgain, null),
            _ => (Words.Problems.BrokenTitle, Words.Problems.BrokenWords, (string?)null),
        };

        if (failure is RpcException refusal && refusal.CanBePutRight())
        {
            // The service's own sentence says more than ours.
            (Title, Sentence) = (Words.Problems.RefusedTitle, refusal.Status.Detail);
        }

        Reference = code >= 500 ? Activity.Current?.TraceId.ToString() : null;
    }
}
