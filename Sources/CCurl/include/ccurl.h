#ifndef CCURL_H
#define CCURL_H

// libcurl, found at run time.
//
// libcurl brings some thirty libraries with it, which cost every process 6 ms of start-up, whether it talks to a server
// or not. So nothing is linked here: `ccurl_load` opens the library on first use, and the functions below call what it
// found. None of them may be called before it has answered NULL.
//
// `curl_easy_setopt` and `curl_easy_getinfo` are variadic, which Swift cannot call: there is one function per kind of
// argument instead.

#include <curl/curl.h>
#include <stddef.h>

/// Opens the first library of `names` that is there and sets libcurl up, once per process. Returns NULL when libcurl is
/// ready, else why it is not, in a text that stays valid. After a failure the next call tries again.
const char *ccurl_load(const char *const *names, size_t count);

typedef size_t (*ccurl_receiver)(char *bytes, size_t size, size_t count, void *context);

CURL *ccurl_easy_init(void);
void ccurl_easy_cleanup(CURL *easy);
const char *ccurl_easy_message(CURLcode code);

CURLcode ccurl_set_long(CURL *easy, CURLoption option, long value);
CURLcode ccurl_set_size(CURL *easy, CURLoption option, curl_off_t value);
CURLcode ccurl_set_text(CURL *easy, CURLoption option, const char *value);
CURLcode ccurl_set_data(CURL *easy, CURLoption option, void *value);
CURLcode ccurl_set_list(CURL *easy, CURLoption option, struct curl_slist *value);
CURLcode ccurl_set_receiver(CURL *easy, CURLoption option, ccurl_receiver value);
/// Allows http and https only, in the words that this version of libcurl has for it.
CURLcode ccurl_restrict_to_http(CURL *easy);

CURLcode ccurl_get_long(CURL *easy, CURLINFO info, long *value);
CURLcode ccurl_get_data(CURL *easy, CURLINFO info, void **value);

struct curl_slist *ccurl_list_append(struct curl_slist *list, const char *text);
void ccurl_list_free(struct curl_slist *list);

CURLM *ccurl_multi_init(void);
void ccurl_multi_cleanup(CURLM *multi);
CURLMcode ccurl_multi_set_long(CURLM *multi, CURLMoption option, long value);
CURLMcode ccurl_multi_add(CURLM *multi, CURL *easy);
CURLMcode ccurl_multi_remove(CURLM *multi, CURL *easy);

/// Told which sockets to wait for, and for what: CURL_POLL_IN, _OUT, _INOUT or _REMOVE.
typedef int (*ccurl_watcher)(CURL *easy, curl_socket_t socket, int what, void *context, void *of_socket);
/// Told after how many milliseconds `ccurl_multi_act_on_time` is to be called; -1 is never.
typedef int (*ccurl_timer)(CURLM *multi, long milliseconds, void *context);

CURLMcode ccurl_multi_set_watcher(CURLM *multi, ccurl_watcher watcher, void *context);
CURLMcode ccurl_multi_set_timer(CURLM *multi, ccurl_timer timer, void *context);
/// Works on a socket that is ready for CURL_CSELECT_IN, CURL_CSELECT_OUT or, CURL_CSELECT_ERR, has failed.
CURLMcode ccurl_multi_act(CURLM *multi, curl_socket_t socket, int events);
/// Works on what is due.
CURLMcode ccurl_multi_act_on_time(CURLM *multi);
/// The easy handle of a transfer that has ended, with its result; NULL if there is none.
CURL *ccurl_multi_ended(CURLM *multi, CURLcode *result);

#endif
