using System;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace LocalDataverse.Web.App;

/// <summary>The seam between the pages of the app, in .NET, and the client API that commands and web resources see, in <c>wwwroot/xrm/xrm.js</c>.</summary>
/// <remarks>
/// <para>From .NET: <c>start(bridge)</c> once a page; <c>showForm(state)</c> and <c>showGrid(state)</c> whenever what is on the page changed; <c>runCommand(call)</c> for a
/// button of the command bar; it answers null, or the text of what went wrong.</para>
/// <para>To .NET: the methods below, by their name in JavaScript: <c>bridge.invokeMethodAsync("Navigate", "/list/account")</c>.</para>
/// </remarks>
internal sealed class AppBridge(NavigationManager navigation) : IDisposable
{
    DotNetObjectReference<AppBridge>? reference;

    /// <summary>What a page lets commands do with its form. Null: there is no form.</summary>
    internal IBridgedForm? Form { get; set; }

    /// <summary>Reads the page again. Null: the page has nothing to read again.</summary>
    internal Func<Task>? RefreshPage { get; set; }

    /// <summary>Shows a message above the page: text, level (ERROR, WARNING, INFO, SUCCESS) and id; an empty text takes the message with the id away.</summary>
    internal Action<string, string, string>? Notified { get; set; }

    internal DotNetObjectReference<AppBridge> Reference => reference ??= DotNetObjectReference.Create(this);

    /// <summary>Opens a page of the app, such as <c>/record/account/{id}</c>, <c>/new/account</c>, <c>/list/account?view={id}</c> or <c>/dashboard/{id}</c>.</summary>
    [JSInvokable]
    public void Navigate(string address)
    {
        // A page of this app only: what a command says must not lead elsewhere.
        if (address.StartsWith('/') && !address.StartsWith("//", StringComparison.Ordinal)) navigation.NavigateTo(address);
    }

    /// <summary>Reads the page again.</summary>
    [JSInvokable]
    public Task Refresh() => RefreshPage?.Invoke() ?? Task.CompletedTask;

    /// <summary>Saves the form.</summary>
    /// <returns>Null: saved. Else what is wrong.</returns>
    [JSInvokable]
    public Task<string?> Save() => Form?.SaveAsync() ?? Task.FromResult<string?>("There is no form on this page.");

    /// <summary>Sets a column of the form, as if somebody had typed it.</summary>
    /// <param name="column">Logical name.</param>
    /// <param name="value">As text that an input of the column takes (date as 2026-03-31, choice by its number, yes/no as 1 or 0); lookup as <c>table:id:name</c>. Null: empty.</param>
    /// <returns>Null: set. Else what is wrong.</returns>
    [JSInvokable]
    public Task<string?> SetValue(string column, string? value) => Form?.SetValueAsync(column, value) ?? Task.FromResult<string?>("There is no form on this page.");

    /// <summary>Shows a message above the page.</summary>
    [JSInvokable]
    public void Notify(string text, string level, string id) => Notified?.Invoke(text, level, id);

    /// <summary>Takes a message away.</summary>
    [JSInvokable]
    public void ClearNotification(string id) => Notified?.Invoke("", "", id);

    /// <inheritdoc/>
    public void Dispose() => reference?.Dispose();
}

/// <summary>A form that commands may work on.</summary>
internal interface IBridgedForm
{
    Task<string?> SaveAsync();

    Task<string?> SetValueAsync(string column, string? value);
}
