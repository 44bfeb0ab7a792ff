using System.Globalization;
using Grpc.Core;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Participatory.Platform.Calls;

namespace Participatory.Gateway.Calls;

/// <summary>What a service's refusal means on a page.</summary>
public static class Refusals
{
    /// <summary>The refusal is something that the person at the form can put right, and its sentence says how.</summary>
    public static bool CanBePutRight(this RpcException refusal) => refusal.StatusCode
        is StatusCode.InvalidArgument or StatusCode.FailedPrecondition or StatusCode.AlreadyExists or StatusCode.OutOfRange
            or StatusCode.ResourceExhausted;

    /// <summary>
    /// Puts the refusal's sentences beside the fields of the form that they are about, and what is about no field above
    /// them all. For an exception filter: <c>catch (RpcException refusal) when (ModelState.Takes(refusal))</c>.
    /// </summary>
    /// <returns>False where the person cannot put it right; the exception then goes on to the error page.</returns>
    public static bool Takes(this ModelStateDictionary form, RpcException refusal)
    {
        if (!refusal.CanBePutRight())
        {
            return false;
        }

        var faults = refusal.FieldFaults();
        foreach (var fault in faults)
        {
            var field = FieldOf(form, fault.Name);
            form.AddModelError(field, fault.Sentence);
            // The refusal stays with its sentence: the summary then says which field it is about.
            form[field]!.Errors[^1] = new ModelError(refusal, fault.Sentence);
        }

        if (faults.Count == 0)
        {
            form.AddModelError("", refusal.Status.Detail);
        }

        return true;
    }

    /// <summary>The status of the page that tells of a refusal.</summary>
    public static int HttpStatus(StatusCode code) => code switch
    {
        StatusCode.NotFound => StatusCodes.Status404NotFound,
        StatusCode.PermissionDenied or StatusCode.Unauthenticated => StatusCodes.Status403Forbidden,
        StatusCode.InvalidArgument or StatusCode.OutOfRange => StatusCodes.Status400BadRequest,
        StatusCode.FailedPrecondition or StatusCode.AlreadyExists or StatusCode.Aborted => StatusCodes.Status409Conflict,
        StatusCode.ResourceExhausted => StatusCodes.Status429TooManyRequests,
        StatusCode.Unavailable or StatusCode.DeadlineExceeded => StatusCodes.Status503ServiceUnavailable,
        StatusCode.Cancelled => StatusCodes.Status499ClientClosedRequest,
        _ => StatusCodes.Status500InternalServerError,
    };

    // "proposal.estimate.amount_minor" is the field Estimate of the form, "proposal.who_benefits" is WhoBenefits, and
    // "round.areas[3].name" is Areas where the form has no field of its own for each of them.
    private static string FieldOf(ModelStateDictionary form, string path) => path.Split('.')
        .Reverse()
        .SelectMany(part => new[] { part, part.Split('[')[0] })
        .Select(part => string.Concat(part.Split('_').Select(CultureInfo.InvariantCulture.TextInfo.ToTitleCase)))
        .FirstOrDefault(form.ContainsKey) ?? "";
}
