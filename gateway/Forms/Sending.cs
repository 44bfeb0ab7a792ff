using Grpc.Core;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Gateway.Calls;

namespace Participatory.Gateway.Forms;

/// <summary>
/// The one way to send a form. What goes through leads to another address, so that reloading sends nothing twice. What is refused, and
/// the person at the form can put right, stands beside its fields, and the page comes again with what was typed.
/// </summary>
public static class Sending
{
    /// <param name="page">The page whose form it is.</param>
    /// <param name="call">What the form asks for.</param>
    /// <param name="then">Where the change is to be seen.</param>
    /// <param name="again">Loads what the page shows beside the form; null where that is loaded.</param>
    public static Task<IActionResult> Send<T>(this PageModel page, AsyncUnaryCall<T> call, string then, Func<Task>? again = null) =>
        page.Send(call, _ => then, again);

    /// <inheritdoc cref="Send{T}(PageModel, AsyncUnaryCall{T}, string, Func{Task})"/>
    public static async Task<IActionResult> Send<T>(
        this PageModel page, AsyncUnaryCall<T> call, string then, Func<Task<IActionResult>> again) =>
        await page.GoesThrough(() => call.ResponseAsync) ? new RedirectResult(then) : await again();

    /// <inheritdoc cref="Send{T}(PageModel, AsyncUnaryCall{T}, string, Func{Task})"/>
    /// <param name="takes">As at <see cref="GoesThrough"/>.</param>
    public static async Task<IActionResult> Send<T>(
        this PageModel page, AsyncUnaryCall<T> call, Func<T, string> then, Func<Task>? again = null, Func<RpcException, bool>? takes = null)
    {
        if (await page.GoesThrough(() => call.ResponseAsync, takes))
        {
            return new RedirectResult(then(await call));
        }

        if (again is not null)
        {
            await again();
        }

        return page.Page();
    }

    /// <summary>For what is more than one call, or leads nowhere else.</summary>
    /// <param name="page">The page whose form it is.</param>
    /// <param name="send">Calls.</param>
    /// <param name="takes">
    /// Puts a refusal into the form where it does not go by the names of fields; false leaves it to <see cref="Refusals.Takes"/>.
    /// </param>
    /// <returns>False where it was refused: the page says why.</returns>
    public static async Task<bool> GoesThrough(this PageModel page, Func<Task> send, Func<RpcException, bool>? takes = null)
    {
        try
        {
            await send();
            return true;
        }
        catch (RpcException refusal) when (takes?.Invoke(refusal) == true || page.ModelState.Takes(refusal))
        {
            return false;
        }
    }
}
