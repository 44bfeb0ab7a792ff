using Grpc.Core;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Participatory.Platform.Calls;

namespace Participatory.Gateway.Pages.Shared;

/// <summary>What a device said of a passkey, which the script of a page puts into its form.</summary>
internal static class PasskeyAnswers
{
    /// <summary>Nothing came from the device, which is nobody's to put right in a field: it stands above the form.</summary>
    public static bool NothingCame(this ModelStateDictionary form, RpcException refusal)
    {
        if (!refusal.FieldFaults().Any(fault => fault.Name is "question" or "answer"))
        {
            return false;
        }

        form.AddModelError("", Words.Passkeys.NoAnswer);
        return true;
    }
}
