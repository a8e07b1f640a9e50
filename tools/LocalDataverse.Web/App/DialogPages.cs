using System;
using Microsoft.AspNetCore.WebUtilities;

namespace LocalDataverse.Web.App;

/// <summary>Pages of the app that another page shows in a dialog: without head and navigation.</summary>
internal static class DialogPages
{
    const string Mark = "dialog";

    /// <summary>Whether the page of an address is in a dialog.</summary>
    public static bool IsDialog(string address) => QueryHelpers.ParseQuery(new Uri(address).Query).ContainsKey(Mark);

    /// <summary>An address of the app that stays in the dialog if the page of another address is in one.</summary>
    /// <param name="address">Below the root, without a query.</param>
    /// <param name="from">The page from which it is opened.</param>
    public static string Stay(string address, string from) => IsDialog(from) ? $"{address}?{Mark}=1" : address;
}
